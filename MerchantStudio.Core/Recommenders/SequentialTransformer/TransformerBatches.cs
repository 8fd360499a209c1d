using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>One epoch's batches: the windows in a random order, packed into rows. Which order depends on the seed and the epoch only.</summary>
internal sealed class TransformerBatches : IBatchSource
{
    private readonly InteractionData _data;
    private readonly TransformerSettings _settings;
    private readonly SequenceWindow[] _windows;
    private readonly NextPurchases _next;
    private readonly DropoutMasks _dropout;
    private readonly SeededRandom _random;
    private readonly List<int[]> _rows;
    private int _done;

    public TransformerBatches(InteractionData data, TransformerSettings settings, TrainingSequences sequences, DropoutMasks dropout, SeededRandom random)
    {
        (_data, _settings, _windows, _next, _dropout, _random) = (data, settings, sequences.Windows, sequences.Next, dropout, random);
        var order = Enumerable.Range(0, _windows.Length).ToArray();
        random.Shuffle(order.AsSpan());
        _rows = SequencePacker.Pack([.. _windows.Select(window => window.Count)], order, settings.Shape.Length);
    }

    /// <summary>Steps of the epoch.</summary>
    public int StepCount => (_rows.Count + _settings.RowsPerStep - 1) / _settings.RowsPerStep;

    /// <summary>Purchases that the epoch predicts.</summary>
    public int TargetCount => _windows.Sum(window => window.Count);

    public bool TryFill(StepInputs inputs)
    {
        if (_done >= _rows.Count)
        {
            return false;
        }

        var last = Math.Min(_done + _settings.RowsPerStep, _rows.Count);
        Write(inputs, _rows[_done..last]);
        _done = last;
        _dropout.Fill(inputs, _random);
        if (_settings.LossKind is not TransformerLoss.FullSoftmax)
        {
            Sample(inputs);
        }

        return true;
    }

    private void Write(StepInputs inputs, List<int[]> rows)
    {
        var spans = new PackedSpans
        {
            Tokens = inputs.Of<int>(PackedInputs.TokensName),
            Mask = inputs.Of<float>(PackedInputs.MaskName),
            Present = inputs.Of<float>(PackedInputs.PresentName),
            Positions = inputs.Of<int>(PackedInputs.PositionsName),
        };
        var targets = inputs.Of<int>(TransformerTrainingGraph.TargetsName);
        var weights = inputs.Of<float>(TransformerTrainingGraph.WeightsName);
        PackedInputs.Clear(spans);
        targets.Clear();
        weights.Clear();
        var weight = 1f / rows.Sum(row => row.Sum(member => _windows[member].Count));
        for (var row = 0; row < rows.Count; row++)
        {
            var at = row * _settings.Shape.Length;
            foreach (var member in rows[row])
            {
                var (start, count) = _windows[member];
                PackedInputs.Write(spans, _settings.Shape.Length, at, _data.Items.Slice(start, count));
                for (var i = 0; i < count; i++)
                {
                    targets[at + i] = _next.After(start + i, _random) + 1;
                }

                weights.Slice(at, count).Fill(weight);
                at += count;
            }
        }
    }

    /// <summary>Draws the items that all targets of the step are compared with, every item as likely as any other.</summary>
    private void Sample(StepInputs inputs)
    {
        var negatives = inputs.Of<int>(TransformerTrainingGraph.NegativesName);
        foreach (ref var negative in negatives)
        {
            negative = 1 + _random.NextInt(_settings.Shape.Items);
        }

        if (_settings.LossKind == TransformerLoss.SampledSoftmax)
        {
            inputs.Of<float>(TransformerTrainingGraph.CorrectionName).Fill(MathF.Log((float)negatives.Length / _settings.Shape.Items));
            MarkTargets(negatives, inputs.Of<int>(TransformerTrainingGraph.TargetsName), inputs.Of<float>(TransformerTrainingGraph.IsTargetName));
        }
    }

    private static void MarkTargets(ReadOnlySpan<int> negatives, ReadOnlySpan<int> targets, Span<float> isTarget)
    {
        isTarget.Clear();
        var columns = new Dictionary<int, List<int>>();
        for (var column = 0; column < negatives.Length; column++)
        {
            if (!columns.TryGetValue(negatives[column], out var found))
            {
                columns.Add(negatives[column], found = []);
            }

            found.Add(column);
        }

        for (var place = 0; place < targets.Length; place++)
        {
            foreach (var column in columns.GetValueOrDefault(targets[place], []))
            {
                isTarget[(place * negatives.Length) + column] = 1;
            }
        }
    }
}
