using System.Security.Cryptography;

namespace Quantum.Core.Models;

/// <summary>What a signature is worth.</summary>
public enum SignatureState
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>Of a key that is not among the trusted ones.</summary>
    Unknown = 1,

    /// <summary>Of a trusted key, and it does not fit.</summary>
    Wrong = 2,

    /// <summary>Of a trusted key, and it fits.</summary>
    Trusted = 3,
}

/// <summary>Signatures of manifests: ECDSA over P-256 and SHA-256. Only verifying is pure.</summary>
public static class BundleSigning
{
    private const int KeyIdLength = 16;

    /// <summary>The name of a public key.</summary>
    /// <param name="publicKey">Its SubjectPublicKeyInfo.</param>
    public static string KeyIdOf(ReadOnlySpan<byte> publicKey) =>
        Convert.ToHexStringLower(SHA256.HashData(publicKey))[..KeyIdLength];

    /// <summary>Signs.</summary>
    /// <param name="key">A private key on P-256.</param>
    /// <param name="canonical">The canonical manifest.</param>
    public static BundleSignature Sign(ECDsa key, ReadOnlySpan<byte> canonical) => new(
        KeyIdOf(key.ExportSubjectPublicKeyInfo()),
        Convert.ToBase64String(key.SignData(canonical, HashAlgorithmName.SHA256)));

    /// <summary>Judges a signature against the trusted keys.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="canonical">The canonical manifest.</param>
    /// <param name="trustedKeys">As the setting holds them.</param>
    public static SignatureState Verify(
        BundleSignature? signature, ReadOnlySpan<byte> canonical, string trustedKeys)
    {
        if (signature is null) return SignatureState.None;
        foreach (var text in Keys(trustedKeys))
        {
            var publicKey = Convert.FromBase64String(text);
            if (KeyIdOf(publicKey) != signature.KeyId) continue;
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            var value = new byte[64];
            return Convert.TryFromBase64String(signature.Value, value, out var length) && length == value.Length
                && key.VerifyData(canonical, value, HashAlgorithmName.SHA256)
                ? SignatureState.Trusted
                : SignatureState.Wrong;
        }

        return SignatureState.Unknown;
    }

    /// <summary>What is wrong with the setting of trusted keys; <see langword="null"/> where nothing is.</summary>
    public static string? ProblemOf(string trustedKeys)
    {
        foreach (var text in Keys(trustedKeys))
        {
            try
            {
                using var key = ECDsa.Create();
                key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
                if (key.KeySize != 256) return $"'{text}' is a key of {key.KeySize} bits, not of P-256";
            }
            catch (Exception error) when (error is FormatException or CryptographicException)
            {
                return $"'{text}' is no public key in base 64";
            }
        }

        return null;
    }

    private static string[] Keys(string trustedKeys) =>
        trustedKeys.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
