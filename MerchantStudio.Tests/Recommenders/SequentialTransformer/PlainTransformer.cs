using MerchantStudio.Core.Recommenders.SequentialTransformer;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

/// <summary>
/// The reference: the same transformer in double precision, written as the formulas stand in the paper, one loop at a time.
/// Its gradients are differences of its own losses, so nothing of the engine's differentiation is in it.
/// </summary>
internal sealed class PlainTransformer(TransformerWorkload sizes, IReadOnlyDictionary<string, double[]> weights)
{
    private const double Step = 1e-6;
    private const double Beta1 = 0.9;
    private const double AdamEpsilon = 1e-8;
    private const double NormEpsilon = 1e-8;

    private readonly Dictionary<string, double[]> _first = weights.ToDictionary(pair => pair.Key, pair => new double[pair.Value.Length]);
    private readonly Dictionary<string, double[]> _second = weights.ToDictionary(pair => pair.Key, pair => new double[pair.Value.Length]);
    private int _steps;

    /// <summary>The loss before the step; then Adam moves the weights.</summary>
    public double Train(WorkloadBatch batch)
    {
        var loss = Loss(batch);
        var gradients = weights.ToDictionary(pair => pair.Key, pair => Gradient(pair.Value, batch));
        _steps++;
        foreach (var (name, values) in weights)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var g = gradients[name][i];
                _first[name][i] = (Beta1 * _first[name][i]) + ((1 - Beta1) * g);
                _second[name][i] = (TransformerWorkload.Beta2 * _second[name][i]) + ((1 - TransformerWorkload.Beta2) * g * g);
                var mean = _first[name][i] / (1 - Math.Pow(Beta1, _steps));
                var square = _second[name][i] / (1 - Math.Pow(TransformerWorkload.Beta2, _steps));
                values[i] -= sizes.LearningRate * mean / (Math.Sqrt(square) + AdamEpsilon);
            }
        }

        return loss;
    }

    private double[] Gradient(double[] values, WorkloadBatch batch)
    {
        var gradient = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var kept = values[i];
            values[i] = kept + Step;
            var above = Loss(batch);
            values[i] = kept - Step;
            gradient[i] = (above - Loss(batch)) / (2 * Step);
            values[i] = kept;
        }

        return gradient;
    }

    private double Loss(WorkloadBatch batch)
    {
        var sum = 0.0;
        for (var row = 0; row < sizes.Batch; row++)
        {
            var hidden = Hidden(batch.Sequence[(row * sizes.Length)..((row + 1) * sizes.Length)]);
            for (var i = 0; i < sizes.Length; i++)
            {
                var place = (row * sizes.Length) + i;
                sum -= Math.Log(Logistic(Dot(hidden[i], Item(batch.Positive[place]))));
                sum -= Math.Log(1 - Logistic(Dot(hidden[i], Item(batch.Negative[place]))));
            }
        }

        return sum / sizes.Places;
    }

    private double[][] Hidden(int[] sequence)
    {
        var x = sequence.Select((item, i) => Blank(item, Plus(Times(Item(item), Math.Sqrt(sizes.Width)), Row("position", i)))).ToArray();
        for (var block = 0; block < sizes.Blocks; block++)
        {
            var name = $"block{block}";
            var query = x.Select(v => Normal(v, $"{name}.norm1")).ToArray();
            var attended = Attention(name, query, x).Zip(query, Plus).Select(v => Normal(v, $"{name}.norm2"));
            x = [.. attended.Select((y, i) => Blank(sequence[i], Plus(y, Linear(Positive(Linear(y, $"{name}.feed1")), $"{name}.feed2"))))];
        }

        return [.. x.Select(v => Normal(v, "last"))];
    }

    private double[][] Attention(string name, double[][] query, double[][] x)
    {
        var q = query.Select(v => Linear(v, $"{name}.attention.query")).ToArray();
        var k = x.Select(v => Linear(v, $"{name}.attention.key")).ToArray();
        var values = x.Select(v => Linear(v, $"{name}.attention.value")).ToArray();
        var headWidth = sizes.Width / sizes.Heads;
        var result = q.Select(_ => new double[sizes.Width]).ToArray();
        for (var head = 0; head < sizes.Heads; head++)
        {
            var part = (head * headWidth)..((head + 1) * headWidth);
            for (var i = 0; i < q.Length; i++)
            {
                var exponentials = Enumerable.Range(0, i + 1).Select(j => Math.Exp(Dot(q[i][part], k[j][part]) / Math.Sqrt(headWidth))).ToArray();
                for (var d = part.Start.Value; d < part.End.Value; d++)
                {
                    result[i][d] = exponentials.Select((e, j) => e * values[j][d]).Sum() / exponentials.Sum();
                }
            }
        }

        return [.. result.Select(v => Linear(v, $"{name}.attention.output"))];
    }

    private double[] Normal(double[] x, string name)
    {
        var mean = x.Average();
        var variance = x.Select(value => (value - mean) * (value - mean)).Average();
        return [.. x.Select((value, i) => ((value - mean) / Math.Sqrt(variance + NormEpsilon) * weights[$"{name}.scale"][i]) + weights[$"{name}.shift"][i])];
    }

    private double[] Linear(double[] x, string name) =>
        [.. Enumerable.Range(0, sizes.Width).Select(column => weights[$"{name}.bias"][column] + x.Select((value, row) => value * weights[$"{name}.weight"][(row * sizes.Width) + column]).Sum())];

    private double[] Item(int row) => Row("item", row);

    private double[] Row(string table, int row) => weights[table][(row * sizes.Width)..((row + 1) * sizes.Width)];

    private static double[] Blank(int item, double[] vector) => item == 0 ? new double[vector.Length] : vector;

    private static double[] Positive(double[] x) => [.. x.Select(value => Math.Max(value, 0))];

    private static double[] Plus(double[] left, double[] right) => [.. left.Zip(right, (l, r) => l + r)];

    private static double[] Times(double[] x, double factor) => [.. x.Select(value => value * factor)];

    private static double Dot(double[] left, double[] right) => left.Zip(right, (l, r) => l * r).Sum();

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
