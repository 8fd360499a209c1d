using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Training;

/// <summary>One "have / need" of a model.</summary>
/// <param name="What">Resource key: <c>Customers</c>, <c>ReturningCustomers</c>, <c>Items</c>, <c>Purchases</c> or <c>ItemsAtMost</c>.</param>
/// <param name="Have">What the shop has.</param>
/// <param name="Need">What the model needs at least, or holds at most.</param>
/// <param name="IsMet">Whether that is enough.</param>
public sealed record ReadinessLine(string What, long Have, long Need, bool IsMet);

/// <param name="Model">Catalogue name.</param>
/// <param name="Lines">All conditions.</param>
public sealed record ModelReadiness(string Model, IReadOnlyList<ReadinessLine> Lines)
{
    public bool IsReady => Lines.All(line => line.IsMet);
}

/// <summary>Says of every model what it needs and what the shop has, before anybody waits for a run.</summary>
public static class Readiness
{
    public static ModelReadiness Of(IRecommender recommender, InteractionData data)
    {
        ArgumentNullException.ThrowIfNull(recommender);
        ArgumentNullException.ThrowIfNull(data);
        var needs = recommender.Needs;
        var lines = new List<ReadinessLine>
        {
            AtLeast("Customers", data.CustomerCount, needs.MinCustomers),
            AtLeast("ReturningCustomers", Enumerable.Range(0, data.CustomerCount).Count(c => data.BasketCountOf(c) > 1), needs.MinReturningCustomers),
            AtLeast("Items", data.ItemCount, needs.MinItems),
            AtLeast("Purchases", data.Count, needs.MinInteractions),
        };
        if (needs.MaxItems is { } most)
        {
            lines.Add(new ReadinessLine("ItemsAtMost", data.ItemCount, most, data.ItemCount <= most));
        }

        return new ModelReadiness(recommender.Name, lines);
    }

    private static ReadinessLine AtLeast(string what, long have, long need) => new(what, have, need, have >= need);
}
