using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Onnx.Graphs;
using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>
/// Dropout (Srivastava and others, 2014) whose chance comes from the seed, on every provider alike. The graph holds a pool of
/// random masks as wide as the vectors; a step only sends which of them each place uses. That is as random as it needs to be,
/// and hundreds of times less to draw and to copy than a mask for every number.
/// </summary>
internal sealed class DropoutMasks
{
    private const int PoolRows = 4096;

    private readonly GraphBuilder _graph;
    private readonly double _rate;
    private readonly Tensor? _pool;
    private readonly List<string> _inputs = [];

    public DropoutMasks(GraphBuilder graph, SeededRandom random, int width, double rate)
    {
        (_graph, _rate) = (graph, rate);
        _pool = rate > 0 ? graph.Constant<float>(Pool(random, width, rate), PoolRows, width) : null;
    }

    /// <summary>Sets a random share of the vectors' elements to zero and scales up the rest; x is [places, width].</summary>
    public Tensor Apply(Tensor x)
    {
        if (_rate == 0)
        {
            return x;
        }

        var name = $"dropout{_inputs.Count}";
        _inputs.Add(name);
        return _graph.Multiply(x, _graph.Gather(_pool!, _graph.Input(name, ElementType.Int32, x.Shape[0])));
    }

    public void Fill(StepInputs inputs, SeededRandom random)
    {
        foreach (var name in _inputs)
        {
            foreach (ref var row in inputs.Of<int>(name))
            {
                row = random.NextInt(PoolRows);
            }
        }
    }

    private static float[] Pool(SeededRandom random, int width, double rate)
    {
        var kept = (float)(1 / (1 - rate));
        var pool = new float[PoolRows * width];
        for (var i = 0; i < pool.Length; i++)
        {
            pool[i] = random.NextDouble() < rate ? 0 : kept;
        }

        return pool;
    }
}
