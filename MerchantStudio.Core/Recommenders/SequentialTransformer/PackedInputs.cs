using MerchantStudio.Core.Onnx.Graphs;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>The inputs that describe packed rows, in training and in serving alike.</summary>
internal sealed record PackedInputs(Tensor Tokens, Tensor Mask, Tensor Present, Tensor Positions)
{
    public const string TokensName = "tokens";
    public const string MaskName = "mask";
    public const string PresentName = "present";
    public const string PositionsName = "positions";

    // Far below any score that occurs, and still finite: a place without anything to look at must not become 0/0.
    private const float Hidden = -1e9f;

    public static PackedInputs Declare(GraphBuilder graph, int rows, int length) => new(
        graph.Input(TokensName, ElementType.Int32, rows, length),
        graph.Input(MaskName, ElementType.Float32, rows, 1, length, length),
        graph.Input(PresentName, ElementType.Float32, rows * length, 1),
        graph.Input(PositionsName, ElementType.Int32, rows * length));

    /// <summary>Empties all rows.</summary>
    public static void Clear(in PackedSpans spans)
    {
        spans.Tokens.Clear();
        spans.Present.Clear();
        spans.Positions.Clear();
        spans.Mask.Fill(Hidden);
    }

    /// <summary>Writes one sequence; each of its places may look at itself and those before it.</summary>
    /// <param name="at">First place, counted over all rows.</param>
    /// <param name="items">Items by number of the catalogue; the table has "nothing" before them.</param>
    public static void Write(in PackedSpans spans, int length, int at, ReadOnlySpan<int> items)
    {
        var (row, column) = (at / length, at % length);
        for (var i = 0; i < items.Length; i++)
        {
            spans.Tokens[at + i] = items[i] + 1;
            spans.Present[at + i] = 1;
            spans.Positions[at + i] = items.Length - 1 - i;
            spans.Mask.Slice((((row * length) + column + i) * length) + column, i + 1).Clear();
        }
    }
}

/// <summary>Where packed rows are written.</summary>
internal readonly ref struct PackedSpans
{
    public required Span<int> Tokens { get; init; }

    public required Span<float> Mask { get; init; }

    public required Span<float> Present { get; init; }

    public required Span<int> Positions { get; init; }
}
