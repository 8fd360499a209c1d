namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>Type of a tensor's elements, in the numbering of ONNX.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "The widths are what the names are about.")]
public enum ElementType
{
    Float32 = 1,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float64 = 11,
}

internal static class ElementTypes
{
    public static int Bytes(this ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Int64 or ElementType.Float64 => 8,
        ElementType.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type that graphs use"),
    };

    public static bool IsReal(this ElementType type) => type is ElementType.Float32 or ElementType.Float64;

    /// <summary>The element type that a C# type is stored as.</summary>
    public static ElementType Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? ElementType.Float32
        : typeof(T) == typeof(int) ? ElementType.Int32
        : typeof(T) == typeof(long) ? ElementType.Int64
        : typeof(T) == typeof(bool) ? ElementType.Bool
        : typeof(T) == typeof(double) ? ElementType.Float64
        : throw new NotSupportedException($"{typeof(T)} is not an element type that graphs use.");
}
