using System.Globalization;
using System.Text;
using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Goals;
using MerchantStudio.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Pipeline.Import;

[Trait("Category", "Database")]
public sealed class GoalAlertImportTests(PostgreSqlServer server)
{
    public const int VisitsADay = 60;
    private static readonly DateOnly s_start = new(2025, 3, 3);

    [Fact]
    public async Task Commit_OfADayThatLeavesItsBand_RaisesAnAlertThatALaterFileCanTakeBack()
    {
        await using var harness = await ImportHarness.CreateAsync("sqlite", server, services => services.AddAnalytics(new ConfigurationBuilder().Build()).AddGoalWatch());
        var (goals, token) = (harness.Storage.Services.GetRequiredService<GoalStore>(), TestContext.Current.CancellationToken);
        await goals.SetAsync(harness.Shop.Id, GoalMeasure.Conversion, null, alerts: true, "olive", token);

        await harness.CommitAsync(Log(0, 56, buyers: 12));
        (await goals.StandingAsync(harness.Shop.Id, token)).ShouldBeEmpty("every day is as its weekday is");

        var batch = await harness.CommitAsync(Log(56, 1, buyers: 1) + Log(57, 1, buyers: 12, header: false));

        var alert = (await goals.StandingAsync(harness.Shop.Id, token)).ShouldHaveSingleItem();
        (alert.Measure, alert.Alert.Day, alert.Alert.Visits).ShouldBe((GoalMeasure.Conversion, s_start.AddDays(56), VisitsADay));
        alert.Alert.Value.ShouldBeLessThan(alert.Alert.Low);
        batch.RowsRead.ShouldBe(batch.RowsInserted + batch.RowsUpdated + batch.RowsUnchanged + batch.RowsSetAside);

        await harness.CommitAsync(Purchases(56, from: 1, buyers: 12));
        (await goals.StandingAsync(harness.Shop.Id, token)).ShouldBeEmpty("the purchases came later");
    }

    /// <summary>A file of days that are alike but for the number of buyers.</summary>
    internal static string Log(int day, int days, int buyers, bool header = true)
    {
        var text = new StringBuilder(header ? "event_time,event_type,visitor_id,session_id,product_id,price\n" : "");
        for (; days > 0; days--, day++)
        {
            for (var visit = 0; visit < VisitsADay; visit++)
            {
                _ = text.AppendLine(Row(day, visit, "view_item", 0));
            }
            AddPurchases(text, day, 0, buyers);
        }
        return text.ToString();
    }

    private static string Purchases(int day, int from, int buyers) =>
        AddPurchases(new StringBuilder("event_time,event_type,visitor_id,session_id,product_id,price\n"), day, from, buyers).ToString();

    private static StringBuilder AddPurchases(StringBuilder text, int day, int from, int buyers)
    {
        for (var visit = from; visit < buyers; visit++)
        {
            _ = text.AppendLine(Row(day, visit, "purchase", 5));
        }
        return text;
    }

    private static string Row(int day, int visit, string name, int minutes)
    {
        var time = s_start.AddDays(day).ToDateTime(new TimeOnly(9, 0)).AddMinutes((visit * 8) + minutes);
        return string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-ddTHH:mm:ssZ},{name},v{day}-{visit},s{day}-{visit},p{visit % 5},9.50");
    }
}
