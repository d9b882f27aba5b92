using System.Security.Cryptography;
using Quantum.Core.Models;

namespace Quantum.Core.Tests.Models;

public class BundleSigningTests
{
    private static readonly byte[] Bytes = "a manifest"u8.ToArray();

    [Fact]
    public void A_trusted_key_is_trusted_for_what_it_signed_and_nothing_else()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (signature, trusted) = (BundleSigning.Sign(key, Bytes), PublicOf(key));
        Assert.Equal(SignatureState.Trusted, BundleSigning.Verify(signature, Bytes, trusted));
        Assert.Equal(SignatureState.Wrong, BundleSigning.Verify(signature, "another"u8, trusted));
        Assert.Equal(SignatureState.Unknown, BundleSigning.Verify(signature, Bytes, ""));
        Assert.Equal(SignatureState.None, BundleSigning.Verify(null, Bytes, trusted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base 64")]
    [InlineData("AAAA")]
    public void A_value_that_is_no_signature_is_wrong(string value)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = BundleSigning.Sign(key, Bytes) with { Value = value };
        Assert.Equal(SignatureState.Wrong, BundleSigning.Verify(signature, Bytes, PublicOf(key)));
    }

    [Fact]
    public void The_setting_takes_public_keys_on_P256_only()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Null(BundleSigning.ProblemOf(""));
        Assert.Null(BundleSigning.ProblemOf($"{PublicOf(key)}, {PublicOf(key)}"));
        Assert.Contains("384 bits", BundleSigning.ProblemOf(PublicOf(larger)), StringComparison.Ordinal);
        Assert.Contains("no public key", BundleSigning.ProblemOf("abc"), StringComparison.Ordinal);
    }

    private static string PublicOf(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
}
