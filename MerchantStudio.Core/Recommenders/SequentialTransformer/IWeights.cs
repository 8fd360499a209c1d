using MerchantStudio.Core.Onnx.Graphs;

namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>Where the network takes its weights from: parameters to be trained, or the trained ones.</summary>
internal interface IWeights
{
    /// <summary>A matrix of random values before training.</summary>
    Tensor Matrix(string name, int rows, int columns);

    /// <summary>A vector that is <paramref name="initial"/> everywhere before training.</summary>
    Tensor Vector(string name, int length, float initial);
}

/// <summary>Weights that training changes.</summary>
internal sealed class TrainableWeights(TrainingGraphBuilder builder, Numerics.SeededRandom random) : IWeights
{
    private const double TableDeviation = 0.02;

    public Tensor Matrix(string name, int rows, int columns)
    {
        var isTable = name is TransformerNetwork.ItemTable or TransformerNetwork.PositionTable;
        var initial = isTable ? Initializers.TruncatedNormal(random, rows * columns, TableDeviation) : Initializers.Glorot(random, rows, columns);
        return builder.Parameter(name, initial, decays: true, rows, columns);
    }

    public Tensor Vector(string name, int length, float initial) =>
        builder.Parameter(name, Initializers.Constant(length, initial), decays: false, length);
}

/// <summary>Weights that training left, written into the graph.</summary>
internal sealed class TrainedWeights(GraphBuilder builder, IReadOnlyDictionary<string, float[]> values) : IWeights
{
    public Tensor Matrix(string name, int rows, int columns) => builder.Constant<float>(values[name], rows, columns);

    public Tensor Vector(string name, int length, float initial) => builder.Constant<float>(values[name], length);
}
