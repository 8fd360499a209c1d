using System.Collections.Immutable;

namespace MerchantStudio.Core.Onnx.Graphs;

/// <summary>The extents of a tensor, outermost first; all known when the graph is built. A scalar has none.</summary>
public sealed class TensorShape : IEquatable<TensorShape>
{
    public TensorShape(params ReadOnlySpan<int> dimensions)
    {
        foreach (var dimension in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(dimensions));
        }

        Dimensions = [.. dimensions];
    }

    public static TensorShape Scalar { get; } = new();

    public ImmutableArray<int> Dimensions { get; }

    public int Rank => Dimensions.Length;

    public long ElementCount => Dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension));

    /// <summary>Extent along an axis; a negative axis counts from the innermost.</summary>
    public int this[int axis] => Dimensions[axis < 0 ? axis + Rank : axis];

    /// <summary>The shape that both stretch to by ONNX's broadcasting, or null when they do not fit.</summary>
    public static TensorShape? Broadcast(TensorShape left, TensorShape right)
    {
        var result = new int[Math.Max(left.Rank, right.Rank)];
        for (var back = 1; back <= result.Length; back++)
        {
            var l = back <= left.Rank ? left[-back] : 1;
            var r = back <= right.Rank ? right[-back] : 1;
            if (l != r && l != 1 && r != 1)
            {
                return null;
            }

            result[^back] = l == 1 ? r : l;
        }

        return new TensorShape(result);
    }

    /// <summary>The same extents but for one.</summary>
    public TensorShape With(int axis, int extent)
    {
        var result = Dimensions.ToArray();
        result[axis < 0 ? axis + Rank : axis] = extent;
        return new TensorShape(result);
    }

    public long[] ToInt64() => [.. Dimensions.Select(dimension => (long)dimension)];

    public bool Equals(TensorShape? other) => other is not null && Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    public override int GetHashCode() => Dimensions.Aggregate(Rank, HashCode.Combine);

    public override string ToString() => $"[{string.Join("×", Dimensions)}]";
}
