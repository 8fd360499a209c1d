using System.Text.Json.Nodes;
using Bunit;
using MerchantStudio.Components.Charts;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace MerchantStudio.Tests.Components.Charts;

[UseCulture("en-GB")]
public sealed class ChartTests : BunitContext
{
    private readonly BunitJSModuleInterop _module;

    public ChartTests()
    {
        _ = Services.AddLocalization();
        _module = JSInterop.SetupModule("./assets/charts/line.js");
        _module.Mode = JSRuntimeMode.Loose;
    }

    private static LineChart Trend { get; } = new()
    {
        Title = "Revenue",
        Currency = "GBP",
        Labels = ChartLabels.Days("Day", [new DateOnly(2011, 12, 8), new DateOnly(2011, 12, 9)]),
        Y = new ValueAxis("Revenue (GBP)", ChartFormat.Money),
        Series = [ValueSeries.Of("This period", [12_345L, -50L]), new ValueSeries("Before", [1, null]) { Role = SeriesRole.Context }],
    };

    [Fact]
    public void Render_ATrend_HandsItsDescriptionToTheModuleOfItsKind()
    {
        _ = Render<Chart>(parameters => parameters.Add(chart => chart.Spec, Trend));

        var description = _module.Invocations["create"].ShouldHaveSingleItem().Arguments[1].ShouldBeOfType<JsonObject>();
        description["currency"]!.GetValue<string>().ShouldBe("GBP");
        description["minorDigits"]!.GetValue<int>().ShouldBe(2);
        description["x"]!["kind"]!.GetValue<string>().ShouldBe("time");
        description["y"]!["format"]!.GetValue<string>().ShouldBe("money");
        description["series"]!.AsArray().Count.ShouldBe(2);
        description["series"]![1]!["role"]!.GetValue<string>().ShouldBe("context");
    }

    [Fact]
    public void Render_TheSameDescriptionAgain_DrawsNothingAnew()
    {
        var chart = Render<Chart>(parameters => parameters.Add(c => c.Spec, Trend));

        chart.Render(parameters => parameters.Add(c => c.Spec, Trend));

        _module.Invocations["create"].Count.ShouldBe(1);
        _module.Invocations["update"].Count.ShouldBe(0);
    }

    [Fact]
    public void ShowTable_OfATrend_ListsExactFiguresInTheReadersWords()
    {
        var chart = Render<Chart>(parameters => parameters.Add(c => c.Spec, Trend));

        chart.Find("button[aria-pressed]").Click();

        var rows = chart.FindAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToArray()).ToArray();
        rows[0].ShouldBe(["8 Dec 2011", "£123.45", "£0.01"]);
        rows[1].ShouldBe(["9 Dec 2011", "\u2212£0.50", "–"]);
    }

    [Fact]
    public void Render_NothingToShow_SaysSoAndDrawsNothing()
    {
        var chart = Render<Chart>(parameters => parameters.Add(c => c.Spec, Trend with { Series = [new ValueSeries("This period", [null, null])] }));

        chart.Find(".chart-empty").TextContent.ShouldBe("Nothing to show for this period.");
        _module.Invocations["create"].Count.ShouldBe(0);
    }

    [Fact]
    public void ToCsv_OfATrend_HoldsIsoDaysAndMajorUnits() =>
        Trend.ToTable().ToCsv().ShouldBe("\uFEFFDay,This period (GBP),Before (GBP)\r\n2011-12-08,123.45,0.01\r\n2011-12-09,-0.5,\r\n");

    [Fact]
    public async Task Dispose_AfterTheTabIsGone_IsNotAnError()
    {
        var chart = Render<Chart>(parameters => parameters.Add(c => c.Spec, Trend));
        _ = _module.SetupVoid("dispose").SetException(new JSDisconnectedException("The circuit has ended."));

        await Should.NotThrowAsync(async () => await chart.Instance.DisposeAsync());
    }
}
