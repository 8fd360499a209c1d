using System.CommandLine;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Retention;

namespace MerchantStudio.Commands;

/// <summary><c>retention</c>: who comes back, cohort by cohort. Amounts are whole minor units.</summary>
internal static class RetentionCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var (from, to, by) = (PeriodOptions.From(), PeriodOptions.To(), PeriodOptions.By(CalendarUnit.Week));
        var start = new Option<CohortStart>("--cohort") { Description = "firstVisit or firstPurchase.", DefaultValueFactory = _ => CohortStart.FirstVisit };
        var back = new Option<RetentionReturn>("--return") { Description = "anything or purchase.", DefaultValueFactory = _ => RetentionReturn.Anything };
        var counting = new Option<RetentionCounting>("--counting") { Description = "on, onOrBefore or rolling.", DefaultValueFactory = _ => RetentionCounting.On };
        var attribute = new Option<string?>("--compare-by") { Description = "country, source, device, category, brand or value of the first event, or an attribute of the shop's own events." };
        var command = new Command("retention", "How many of each cohort come back, and what they spend.") { shop, by, start, back, counting, attribute, from, to, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var name = parsed.GetRequiredValue(shop);
            var request = new RetentionRequest((await VerbHost.ShopAsync(services, name, token)).Id)
            {
                Unit = parsed.GetValue(by),
                Start = parsed.GetValue(start),
                Return = parsed.GetValue(back),
                Counting = parsed.GetValue(counting),
                By = FunnelAttribute.Parse(parsed.GetValue(attribute)),
                Range = PeriodOptions.Range(parsed.GetValue(from), parsed.GetValue(to)),
            };
            return await services.GetRequiredService<RetentionQuery>().RunAsync(request, token)
                ?? throw new InvalidOperationException($"The shop '{name}' has no data yet; import a file first.");
        }, cancellationToken));
        return command;
    }
}
