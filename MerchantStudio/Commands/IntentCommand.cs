using System.CommandLine;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Customers;

namespace MerchantStudio.Commands;

/// <summary><c>intent</c>: tests and explains the chance that a running session ends in a purchase; keeps nothing.</summary>
internal static class IntentCommand
{
    private const int Listed = 20;

    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var threshold = new Option<double>("--threshold")
        {
            Description = "Chance from 0 to 1 from which a session is acted on, for accuracy, precision, recall and F1.", DefaultValueFactory = _ => 0.5,
        };
        threshold.Validators.Add(result =>
        {
            if (result.GetValue(threshold) is not (>= 0 and <= 1))
            {
                result.AddError("--threshold must lie between 0 and 1.");
            }
        });
        var command = new Command("intent", "Says which sessions are likely to end in a purchase, how good that is and why.") { shop, threshold, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var found = await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token);
            var (details, asOfUtc) = await services.GetRequiredService<IntentScorings>().TryAsync(found.Id, token);
            return Result(details, asOfUtc, parsed.GetValue(threshold));
        }, cancellationToken));
        return command;
    }

    private static object Result(IntentDetails details, DateTime asOfUtc, double threshold) => new
    {
        AsOfUtc = asOfUtc,
        details.Sessions,
        details.LookedAt,
        details.Missing,
        Test = details.Test is { } test ? new { test.SplitUtc, test.TrainingSessions, test.TrainingMoments, test.Model, test.Logistic, test.BaseRate } : null,
        AtThreshold = details.Test is { } tested ? tested.At(threshold) : null,
        Verdict = details.Test switch
        {
            null => "not enough data",
            { HasSkill: false } => "no skill",
            _ => "skill",
        },
        TopReasons = details.Shapes.OrderByDescending(shape => shape.Importance).Take(Listed).Select(shape => new { shape.Feature, shape.Importance }),
        Pairs = details.Pairs.OrderByDescending(pair => pair.Importance).Select(pair => new { pair.First, pair.Second, pair.Importance }),
        details.LastDay,
        details.Distribution,
        Today = details.Today.Take(Listed),
        details.Seconds,
    };
}
