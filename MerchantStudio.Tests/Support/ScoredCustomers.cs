using System.Text.Json;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Support;

/// <summary>Keeps made-up scores of customers, as a scoring would have left them.</summary>
internal static class ScoredCustomers
{
    /// <param name="app">The application.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="customers">Key, chance to leave, and spend expected within a year in major units.</param>
    public static async Task KeepAsync(StudioApp app, Shop shop, IReadOnlyList<(string Key, double Chance, double Expected)> customers)
    {
        var (store, token) = (app.Services.GetRequiredService<ScoreStore>(), TestContext.Current.CancellationToken);
        var details = new ChurnDetails { HorizonDays = 90, ProposedHorizonDays = 90, ActiveDays = 180, Missing = [] };
        await store.AddAsync(Set(shop, ScoreKinds.Churn, 90, details), customers.Select(customer => new CustomerScore
        {
            ScoreSetId = 0, CustomerKey = customer.Key, Value = customer.Chance,
            DetailsJson = JsonSerializer.Serialize(new ChurnScoreDetails(0, [new ScoreReason("recency", null, 40, 0.7)], 0, 1), ScoreJson.Options),
        }), token);
        var value = new LifetimeValueDetails { HorizonWeeks = 52, YearlyDiscount = 0.1, TotalValueYears = 5, Missing = [] };
        await store.AddAsync(Set(shop, ScoreKinds.LifetimeValue, 365, value), customers.Select(customer => new CustomerScore
        {
            ScoreSetId = 0, CustomerKey = customer.Key, Value = customer.Expected * 3,
            DetailsJson = JsonSerializer.Serialize(new LifetimeValueScoreDetails(0.5, 2, (long)(customer.Expected * 100), null), ScoreJson.Options),
        }), token);
    }

    private static ScoreSet Set<T>(Shop shop, string kind, int days, T details) => new()
    {
        ShopId = shop.Id, Kind = kind, AsOfUtc = new DateTime(2011, 5, 10, 0, 0, 0, DateTimeKind.Utc), HorizonDays = days,
        CreatedUtc = new DateTime(2011, 5, 10, 0, 0, 0, DateTimeKind.Utc), DetailsJson = JsonSerializer.Serialize(details, ScoreJson.Options),
    };
}
