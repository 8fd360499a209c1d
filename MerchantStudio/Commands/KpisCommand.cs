using System.CommandLine;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Kpis;

namespace MerchantStudio.Commands;

/// <summary><c>kpis</c>: visitors, sessions, steps and revenue by day, week or month. Amounts are whole minor units.</summary>
internal static class KpisCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var (from, to, by) = (PeriodOptions.From(), PeriodOptions.To(), PeriodOptions.By(CalendarUnit.Day));
        var command = new Command("kpis", "Visitors, sessions, conversion and revenue over time.") { shop, by, from, to, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var name = parsed.GetRequiredValue(shop);
            var range = PeriodOptions.Range(parsed.GetValue(from), parsed.GetValue(to));
            var request = new KpiRequest((await VerbHost.ShopAsync(services, name, token)).Id, parsed.GetValue(by), range);
            return await services.GetRequiredService<KpiQuery>().RunAsync(request, token)
                ?? throw new InvalidOperationException($"The shop '{name}' has no data yet; import a file first.");
        }, cancellationToken));
        return command;
    }
}
