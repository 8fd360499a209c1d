namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>
/// A slice of a matrix laid out for the micro-kernel: panels of <paramref name="width"/> rows, each stored as depth × width.
/// Rows beyond the matrix are zero.
/// </summary>
internal sealed unsafe class PackedPanels(int rows, int depth, int width)
{
    private const int Alignment = 64;

    // Pinned, so that a pointer stays good while the kernel runs; with room to start at a cache line.
    private readonly float[] _data = GC.AllocateUninitializedArray<float>(
        ((rows + width - 1) / width * width * depth) + (Alignment / sizeof(float)), pinned: true);

    internal int Depth => depth;

    internal int Panels { get; } = (rows + width - 1) / width;

    internal float* Panel(int panel) => Start() + ((long)panel * depth * width);

    /// <summary>Packs columns from .. from + depth of all rows of the block.</summary>
    internal void PackRows(MatrixBlock block, int from)
    {
        for (var panel = 0; panel * width < block.Rows; panel++)
        {
            PackPanel(block, from, panel);
        }
    }

    internal void PackPanel(MatrixBlock block, int from, int panel)
    {
        var target = Panel(panel);
        for (var r = 0; r < width; r++)
        {
            var row = (panel * width) + r;
            if (row < block.Rows)
            {
                Scatter(block.Row(row).Slice(from, depth), target + r);
            }
            else
            {
                Clear(target + r);
            }
        }
    }

    private void Scatter(ReadOnlySpan<float> source, float* target)
    {
        foreach (var value in source)
        {
            *target = value;
            target += width;
        }
    }

    private void Clear(float* target)
    {
        for (var k = 0; k < depth; k++)
        {
            target[(long)k * width] = 0;
        }
    }

    private float* Start()
    {
        fixed (float* data = _data)
        {
            return (float*)(((nint)data + Alignment - 1) & -Alignment);
        }
    }
}
