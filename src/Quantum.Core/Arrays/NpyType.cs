namespace Quantum.Core.Arrays;

/// <summary>The element types of arrays that are exchanged with training; all little-endian.</summary>
public enum NpyType
{
    /// <summary>Signed byte, <c>|i1</c>.</summary>
    Int8 = 1,

    /// <summary>Two bytes, <c>&lt;i2</c>.</summary>
    Int16 = 2,

    /// <summary>Four bytes, <c>&lt;i4</c>.</summary>
    Int32 = 3,

    /// <summary>Eight bytes, <c>&lt;i8</c>.</summary>
    Int64 = 4,

    /// <summary>IEEE single, <c>&lt;f4</c>.</summary>
    Float32 = 5,

    /// <summary>IEEE double, <c>&lt;f8</c>.</summary>
    Float64 = 6,
}

/// <summary>How the types are written and how large they are.</summary>
public static class NpyTypeExtensions
{
    /// <summary>Bytes of one element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is not one of the list. A caller's bug.</exception>
    public static int Size(this NpyType type) => type switch
    {
        NpyType.Int8 => sizeof(sbyte),
        NpyType.Int16 => sizeof(short),
        NpyType.Int32 or NpyType.Float32 => sizeof(int),
        NpyType.Int64 or NpyType.Float64 => sizeof(long),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Condition failed: an element type."),
    };

    /// <summary>The word for the type in a header, NumPy's <c>descr</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is not one of the list. A caller's bug.</exception>
    public static string Descriptor(this NpyType type) => type switch
    {
        NpyType.Int8 => "|i1",
        NpyType.Int16 => "<i2",
        NpyType.Int32 => "<i4",
        NpyType.Int64 => "<i8",
        NpyType.Float32 => "<f4",
        NpyType.Float64 => "<f8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Condition failed: an element type."),
    };
}
