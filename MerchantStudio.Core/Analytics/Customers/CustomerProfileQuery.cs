using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Customers;

/// <summary>Everything that a customer's page shows about what they did.</summary>
public sealed class CustomerProfileQuery(SnapshotStore snapshots, AnalyticsCache cache)
{
    /// <summary>Null when the shop has no such customer.</summary>
    public async Task<CustomerProfile?> RunAsync(CustomerProfileRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        var customer = snapshot.Customers.Find(request.CustomerKey);
        if (customer < 0)
        {
            return null;
        }
        var summaries = cache.Get(snapshot, nameof(CustomerSummaries), () => CustomerSummaries.Of(snapshot, cancellationToken));
        var prices = cache.Get(snapshot, nameof(PriceBook), () => PriceBook.Of(snapshot, cancellationToken));
        return Compute(snapshot, summaries, prices, customer, request) with { Rfm = Rfm(snapshot, customer, cancellationToken) };
    }

    private CustomerRfm? Rfm(Snapshot snapshot, int customer, CancellationToken cancellationToken)
    {
        if (snapshot.Header.ToUtc is not { } end)
        {
            return null;
        }
        var asOf = end.AddSeconds(1);
        var before = asOf.AddMonths(-1);
        return CustomerPortrait.Rfm(At(asOf), snapshot.Header.FromUtc < before ? At(before) : null, customer);

        RfmTable At(DateTime utc) => cache.Get(snapshot, (nameof(RfmTable), utc), () => RfmTable.At(snapshot, UnixTime.Milliseconds(utc), cancellationToken));
    }

    internal static CustomerProfile Compute(
        Snapshot snapshot, CustomerSummaries summaries, PriceBook prices, int customer, CustomerProfileRequest request)
    {
        var time = ShopTime.Of(snapshot);
        var history = CustomerHistory.Read(snapshot, customer);
        var people = snapshot.Customers;
        var timeline = new TimelineBuilder(snapshot, history).Build(request.TimelineEntries);
        return new CustomerProfile
        {
            Summary = CustomerListQuery.Line(snapshot, summaries, customer),
            Currency = snapshot.Header.Currency,
            City = people.City[customer],
            Tags = people.Tags[customer],
            AcceptsMarketing = Marketing(people.Flags[customer]),
            CustomerSinceUtc = people.Since[customer] is > long.MinValue and var since ? UnixTime.Utc(since) : null,
            Spend = CustomerHabits.Spend(snapshot, history),
            Rhythm = CustomerHabits.Rhythm(snapshot, time, history),
            Months = CustomerHabits.Months(time, history),
            Prices = CustomerPortrait.Prices(snapshot, prices, history),
            Interests = CustomerPortrait.Interests(snapshot, time, history),
            Categories = CustomerFavourites.Categories(snapshot, history),
            Products = CustomerFavourites.Products(snapshot, history),
            Timeline = timeline.Entries,
            OlderEntries = timeline.LeftOut,
        };
    }

    private static bool? Marketing(CustomerFlags flags) =>
        (flags & CustomerFlags.AcceptsMarketing) != 0 ? true : (flags & CustomerFlags.RefusesMarketing) != 0 ? false : null;
}
