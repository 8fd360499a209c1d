namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>What a fit takes, counted from the sizes: said before a run starts, and held against the memory there is.</summary>
internal static class TransformerCost
{
    // Weights and the two moments of Adam in two sets of buffers, and the gradients.
    private const int CopiesOfWeights = 7;

    // Scores of a batch, their softmax and the gradients of both.
    private const int CopiesOfScores = 4;

    // Vectors of a place that the backward pass needs again, in each block and around them.
    private const int VectorsPerBlock = 24;

    // Forward once, backward about twice that; a multiplication and an addition each.
    private const int OperationsPerWeight = 6;

    private const int TypicalEpochs = 40;

    /// <summary>Bytes that a fit holds at once.</summary>
    public static long Memory(TransformerSettings settings)
    {
        var places = (long)settings.PlacesOfStep;
        var columns = settings.LossKind == TransformerLoss.FullSoftmax ? settings.Shape.TableRows : settings.SharedNegatives;
        var attention = (long)settings.RowsPerStep * settings.Shape.Length * settings.Shape.Length * settings.Shape.Heads * settings.Shape.Blocks * 4;
        return sizeof(float) * ((CopiesOfWeights * settings.Shape.Parameters) + (CopiesOfScores * places * columns)
            + (VectorsPerBlock * places * settings.Shape.Width * (settings.Shape.Blocks + 1)) + attention);
    }

    /// <exception cref="NotEnoughMemoryException">The fit would not fit into the processor's memory.</exception>
    public static void Check(TransformerSettings settings, string provider, long limit)
    {
        // What a GPU has is its own matter: it says so itself when it has no more.
        if (provider == "cpu" && Memory(settings) is var need && need > limit)
        {
            throw new NotEnoughMemoryException(SequentialTransformerRecommender.ModelName, need, limit);
        }
    }

    public static FitCost Of(int customers, int items, int interactions)
    {
        var settings = TransformerSettings.ForSize(items, Math.Clamp((2 * interactions / Math.Max(1, customers)) + 1, 1, TransformerSettings.MostLength), interactions);
        var (shape, columns) = (settings.Shape, settings.LossKind == TransformerLoss.FullSoftmax ? settings.Shape.TableRows : settings.SharedNegatives);
        var perPlace = OperationsPerWeight * (((double)columns * shape.Width) + (shape.Blocks * 6.0 * shape.Width * shape.Width) + (2.0 * shape.Blocks * shape.Length * shape.Width));
        var validation = 2.0 * customers * items * shape.Width;
        return new FitCost(TypicalEpochs * ((perPlace * interactions) + validation), Memory(settings));
    }
}
