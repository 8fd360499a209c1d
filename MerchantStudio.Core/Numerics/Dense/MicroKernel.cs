using System.Runtime.Intrinsics;

namespace MerchantStudio.Core.Numerics.Dense;

/// <summary>
/// The innermost product of a blocked matrix multiplication: a tile of <see cref="TileRows"/> × <see cref="TileColumns"/> sums
/// stays in registers while k runs. A is packed as k × TileRows, B as k × TileColumns.
/// </summary>
internal abstract unsafe class MicroKernel
{
    /// <summary>The widest kernel that this processor runs in hardware.</summary>
    internal static MicroKernel Best { get; } = Vector512.IsHardwareAccelerated ? new MicroKernel512() : new MicroKernel256();

    internal abstract int TileRows { get; }

    internal abstract int TileColumns { get; }

    /// <summary>Adds alpha · A · B to the tile whose rows are <paramref name="stride"/> floats apart.</summary>
    internal abstract void Run(int depth, float* a, float* b, float alpha, float* c, long stride);
}
