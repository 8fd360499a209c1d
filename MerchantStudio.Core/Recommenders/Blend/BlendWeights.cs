namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>What a blend has learnt.</summary>
/// <param name="Views">Names of the views of the parts, in order.</param>
/// <param name="Values">Weights of the features, view by view.</param>
/// <param name="Score">nDCG@10 on customers whose purchases these weights were not learnt from (the halves took turns).</param>
/// <param name="Tried">Mixtures that were compared.</param>
internal sealed record BlendWeights(IReadOnlyList<string> Views, double[] Values, double Score, int Tried)
{
    /// <summary>For the record of a run: the weights by the names of their features.</summary>
    public RecommenderSettings AsSettings() => new(Views.SelectMany((view, v) => BlendFeatures.Names.Select(
        (feature, f) => KeyValuePair.Create($"{view}.{feature}", Values[(v * BlendFeatures.PerPart) + f]))));
}

/// <param name="Cases">Customers, what is known of them and what they took next.</param>
/// <param name="OnlyNew">Whether items of the history are left out.</param>
/// <param name="Seed">Of the choice of customers, where there are more than are needed.</param>
/// <param name="Threads">Processor threads.</param>
internal sealed record BlendQuestion(IReadOnlyList<HeldOutBasket> Cases, bool OnlyNew, ulong Seed, int Threads);
