using System.CommandLine;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Pipeline.Customers;
using MerchantStudio.Core.Serving.Outlook;

namespace MerchantStudio.Commands;

/// <summary><c>customer</c>: everything that a customer's page shows. Amounts are whole minor units.</summary>
internal static class CustomerCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var customer = new Option<string>("--customer") { Description = "The customer's key.", Required = true };
        var entries = new Option<int>("--timeline") { Description = "Orders and visits that are told one by one.", DefaultValueFactory = _ => 50 };
        var command = new Command("customer", "One customer: orders, spend, rhythm, favourites, timeline and predictions. Scores the shop first where its data have changed.") { shop, customer, entries, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var shopId = (await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token)).Id;
            var key = parsed.GetRequiredValue(customer);
            var request = new CustomerProfileRequest(shopId, key) { TimelineEntries = parsed.GetValue(entries) };
            return await TellAsync(services, request, token);
        }, cancellationToken));
        return command;
    }

    /// <summary>The profile's own keys, and <c>predictions</c> beside them.</summary>
    internal static async Task<object> TellAsync(IServiceProvider services, CustomerProfileRequest request, CancellationToken cancellationToken)
    {
        var profile = await services.GetRequiredService<CustomerProfileQuery>().RunAsync(request, cancellationToken)
            ?? throw new ArgumentException($"The shop has no customer '{request.CustomerKey}'.");
        var scoring = services.GetRequiredService<CustomerScoring>();
        if (await scoring.IsStaleAsync(request.ShopId, cancellationToken))
        {
            await ScoreAsync(scoring, request.ShopId, cancellationToken);
        }

        var outlook = await services.GetRequiredService<CustomerOutlookQuery>().RunAsync(request.ShopId, request.CustomerKey, cancellationToken);
        var answer = VerbHost.ToNode(profile).AsObject();
        answer["predictions"] = VerbHost.ToNode(new { Churn = Churn(outlook.Churn), Value = Value(outlook.Value) });
        return answer;
    }

    // What one model cannot do must not hide the customer, nor what the others say.
    private static async Task ScoreAsync(CustomerScoring scoring, int shopId, CancellationToken cancellationToken)
    {
        try
        {
            await scoring.ScoreAsync(shopId, cancellationToken);
        }
        catch (AggregateException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
        }
    }

    // Without skill no figure: what a page does not show a program does not print.
    private static object? Churn(ChurnOutlook? churn) => churn is null ? null : new
    {
        churn.AsOfUtc, churn.HorizonDays, churn.ActiveDays, churn.Missing, churn.HasSkill,
        ProbabilityToLeave = churn.HasSkill ? churn.Probability : null,
        CountedAsGone = churn is { HasSkill: true, Probability: null },
        churn.Intercept,
        LogOdds = churn.HasSkill ? churn.Details?.LogOdds : null,
        Reasons = churn.HasSkill ? churn.Details?.Reasons : null,
        OtherTerms = churn.HasSkill ? churn.Details?.OtherTerms : null,
    };

    private static object? Value(ValueOutlook? value) => value is null ? null : new
    {
        value.AsOfUtc, value.HorizonWeeks, value.TotalValueYears, value.YearlyDiscount, value.Missing, value.SeesNobodyLeave,
        ProbabilityAlive = value.SeesNobodyLeave ? null : value.Details?.Alive,
        ExpectedPurchases = value.Details?.Purchases,
        ExpectedSpendMinor = value.Details?.SpendMinor,
        value.TotalMinor,
        NextOrder = value.Details is { } details ? new { FromUtc = details.NextFromUtc, MedianUtc = details.NextOrderUtc, ToUtc = details.NextToUtc, IfStillThere = true } : null,
    };
}
