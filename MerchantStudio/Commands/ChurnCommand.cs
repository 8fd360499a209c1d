using System.CommandLine;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;

namespace MerchantStudio.Commands;

/// <summary><c>churn</c>: tests and explains the chance that customers leave; keeps nothing.</summary>
internal static class ChurnCommand
{
    private const int Listed = 20;

    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var horizon = CustomerOptions.Length("--horizon", "Days without a purchase that count as having left, such as 90d; without it the shop's own rhythm decides.");
        var asOf = CustomerOptions.AsOf();
        var protocol = new Option<string>("--protocol") { Description = "rolling: trained on the past, tested on the last cut-off; cv5: five folds at that cut-off.", DefaultValueFactory = _ => "rolling" };
        protocol.AcceptOnlyFromAmong("rolling", "cv5");
        var command = new Command("churn", "Says who is likely to leave, how good that is and why.") { shop, horizon, asOf, protocol, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var shopId = (await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token)).Id;
            var scoring = services.GetRequiredService<CustomerScoring>();
            int? days = parsed.GetValue(horizon) is { } length ? (int)Math.Round(length.TotalDays) : null;
            return parsed.GetRequiredValue(protocol) == "cv5"
                ? await CrossValidateAsync(scoring, shopId, days, parsed.GetValue(asOf), token)
                : await RollAsync(scoring, shopId, days, parsed.GetValue(asOf), token);
        }, cancellationToken));
        return command;
    }

    internal static async Task<object> CrossValidateAsync(
        CustomerScoring scoring, int shopId, int? days, DateTime? asOfUtc, CancellationToken cancellationToken)
    {
        var (test, end) = await scoring.CrossValidateChurnAsync(shopId, days, asOfUtc, cancellationToken);
        return new { AsOfUtc = end, test.Protocol, test.HorizonDays, Test = test, Verdict = Verdict(test) };
    }

    internal static async Task<object> RollAsync(CustomerScoring scoring, int shopId, int? days, DateTime? asOfUtc, CancellationToken cancellationToken)
    {
        var (result, end) = await scoring.TryChurnAsync(shopId, days, asOfUtc, cancellationToken);
        var details = result.Details;
        return new
        {
            AsOfUtc = end,
            Protocol = "rolling",
            details.HorizonDays,
            details.ProposedHorizonDays,
            details.ActiveDays,
            details.Missing,
            details.Test,
            Verdict = details.Test is { } test ? Verdict(test) : "not enough data",
            Scored = result.Scores.Count,
            LikelyToLeave = result.Scores.Count(score => score.Value >= 0.5),
            ExpectedToLeave = result.Scores.Sum(score => score.Value),
            TopReasons = details.Shapes.OrderByDescending(shape => shape.Importance).Take(Listed).Select(shape => new { shape.Feature, shape.Importance }),
            Pairs = details.Pairs.OrderByDescending(pair => pair.Importance).Select(pair => new { pair.First, pair.Second, pair.Importance }),
            details.Seconds,
        };
    }

    private static string Verdict(ChurnTest test) => test switch
    {
        { Model.HasSkill: false } => "no skill",
        _ when test.Model.Auc.Value < test.Logistic.Auc.Value => "below plain logistic regression",
        _ => "skill",
    };
}
