using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Numerics.Dense;
using MerchantStudio.Core.Recommenders.ItemToItem;

namespace MerchantStudio.Core.Recommenders.Ease;

/// <summary>A full items × items matrix.</summary>
internal sealed class DenseItemRows(float[] weights, int itemCount) : IItemRows
{
    private const string WeightsFile = "weights.f32";

    private readonly MatrixBlock _weights = MatrixBlock.Whole(weights, itemCount, itemCount);

    public int ItemCount => itemCount;

    public float this[int from, int to] => _weights.Row(from)[to];

    public void AddRow(int from, float weight, Span<float> scores) => VectorKernels.AddScaled(_weights.Row(from), weight, scores);

    public void Save(string folder) => ModelFolder.WriteArray<float>(folder, WeightsFile, weights);

    internal static DenseItemRows Load(string folder, int itemCount)
    {
        var weights = ModelFolder.ReadArray<float>(folder, WeightsFile);
        return weights.LongLength == (long)itemCount * itemCount
            ? new DenseItemRows(weights, itemCount)
            : throw new InvalidDataException($"{folder} holds {weights.LongLength} weights; {itemCount} items need {(long)itemCount * itemCount}.");
    }
}
