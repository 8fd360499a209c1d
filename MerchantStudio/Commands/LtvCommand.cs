using System.CommandLine;
using MerchantStudio.Core.Pipeline.Customers;

namespace MerchantStudio.Commands;

/// <summary><c>ltv</c>: parameters, intervals and back-test of lifetime value; keeps nothing.</summary>
internal static class LtvCommand
{
    private const int DaysPerWeek = 7;

    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var horizon = CustomerOptions.Length("--horizon", "How far expected purchases look ahead, such as 52w.");
        var asOf = CustomerOptions.AsOf();
        var command = new Command("ltv", "Says what customers are worth, and how well that held on the last part of the data.") { shop, horizon, asOf, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var shopId = (await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token)).Id;
            double? weeks = parsed.GetValue(horizon) is { } length ? length.TotalDays / DaysPerWeek : null;
            return await TellAsync(services.GetRequiredService<CustomerScoring>(), shopId, weeks, parsed.GetValue(asOf), token);
        }, cancellationToken));
        return command;
    }

    internal static async Task<object> TellAsync(CustomerScoring scoring, int shopId, double? weeks, DateTime? asOfUtc, CancellationToken cancellationToken)
    {
        var (set, end) = await scoring.TryLifetimeValueAsync(shopId, weeks, asOfUtc, cancellationToken);
        return new { AsOfUtc = end, set.Details, MeanTotalValue = set.Scores.Count == 0 ? (double?)null : set.Scores.Average(score => score.Value) };
    }
}
