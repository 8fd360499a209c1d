using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Serving;

/// <summary>A question for the customers who would be shown a product.</summary>
public sealed record AudienceQuery(int ShopId, string ProductKey)
{
    /// <summary>How far down their list the product may stand, 1 to <see cref="RecommendationQuery.MostItems"/>.</summary>
    public int Count { get; init; } = 10;

    /// <summary>The model version to ask; null for the live one.</summary>
    public long? VersionId { get; init; }

    /// <summary>Leaves out who bought the product before, and what each of the others bought.</summary>
    public bool NotBoughtBefore { get; init; } = true;

    /// <summary>Customers whose lists are made, those who were active last first.</summary>
    public int MostCustomers { get; init; } = 5_000;
}

/// <param name="Key">The customer.</param>
/// <param name="Rank">Place of the product in their list, from 1.</param>
/// <param name="BoughtBefore">Whether they bought it already.</param>
public sealed record AudienceMember(string Key, int Rank, bool BoughtBefore);

/// <summary>The customers in whose list a product stands.</summary>
public sealed record RecommendationAudience
{
    /// <summary>Null when the shop has no model.</summary>
    public long? VersionId { get; init; }

    /// <summary>False when the shop has no such product.</summary>
    public bool IsKnown { get; init; }

    public string? Title { get; init; }

    /// <summary>Customers whose lists were made: those with a purchase that the model knows.</summary>
    public int Asked { get; init; }

    /// <summary>Whether there are more customers than were asked.</summary>
    public bool LeftOut { get; init; }

    /// <summary>By place, then by key.</summary>
    public IReadOnlyList<AudienceMember> Members { get; init; } = [];
}

/// <summary>Turns recommendations round: makes the lists of customers and keeps those in which a product stands.</summary>
internal sealed class AudienceSearch(Snapshot snapshot, ServedModel served, Assortment assortment, AudienceQuery query)
{
    public RecommendationAudience Run(CancellationToken cancellationToken)
    {
        var product = snapshot.Items.Find(query.ProductKey);
        var answer = new RecommendationAudience { VersionId = served.Version.Id, IsKnown = product >= 0, Title = product < 0 ? null : snapshot.Items.Titles[product] };
        if (product < 0)
        {
            return answer;
        }

        var customers = Latest();
        var found = new AudienceMember?[customers.Count];
        var asked = 0;
        Parallel.For(0, customers.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var list = new RecommendationAnswer(snapshot, served, assortment, QueryOf(customers[i]));
            if (list.IsPersonal)
            {
                _ = Interlocked.Increment(ref asked);
                found[i] = list.PlaceOf(product) is > 0 and var place ? new AudienceMember(snapshot.Customers.Keys[customers[i]], place, list.HasTaken(product)) : null;
            }
        });
        return answer with
        {
            Asked = asked,
            LeftOut = customers.Count == query.MostCustomers && KnownCustomers() > customers.Count,
            Members = [.. found.OfType<AudienceMember>().OrderBy(member => member.Rank).ThenBy(member => member.Key, StringComparer.Ordinal)],
        };
    }

    private RecommendationQuery QueryOf(int customer) => new()
    {
        ShopId = query.ShopId, CustomerKey = snapshot.Customers.Keys[customer], Count = query.Count, Filters = new RecommendationFilters { NotBoughtBefore = query.NotBoughtBefore },
    };

    // Nobody can be written to who never said who they are.
    private List<int> Latest()
    {
        var offsets = snapshot.CustomerOffsets;
        var times = snapshot.RowTime;
        var flags = snapshot.Customers.Flags;
        var latest = new List<(long Time, int Customer)>();
        for (var customer = 0; customer < flags.Length; customer++)
        {
            if ((flags[customer] & CustomerFlags.Anonymous) == 0 && offsets[customer] < offsets[customer + 1])
            {
                latest.Add((times[offsets[customer + 1] - 1], customer));
            }
        }

        return [.. latest.OrderByDescending(pair => pair.Time).ThenBy(pair => pair.Customer).Take(query.MostCustomers).Select(pair => pair.Customer)];
    }

    private int KnownCustomers() => snapshot.Header.CustomerCount - snapshot.Header.AnonymousCount;
}
