namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>A block of a row-major matrix in memory: element (r, c) is at Offset + r · Stride + c of Data.</summary>
public readonly record struct MatrixBlock(float[] Data, long Offset, int Rows, int Columns, int Stride)
{
    /// <summary>A whole matrix without gaps.</summary>
    public static MatrixBlock Whole(float[] data, int rows, int columns) => new(data, 0, rows, columns, columns);

    public MatrixBlock RowRange(int from, int to) => this with { Offset = Offset + ((long)from * Stride), Rows = to - from };

    public Span<float> Row(int row) => Data.AsSpan(checked((int)(Offset + ((long)row * Stride))), Columns);
}
