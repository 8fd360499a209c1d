using Bunit;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Domain;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Import;

[UseCulture("en-GB")]
public sealed class ImportCardsTests : StudioTestContext
{
    [Fact]
    public void RecognitionCard_RecognisedFile_SaysWhatItIsAndWhy()
    {
        var card = Render<RecognitionCard>(parameters => parameters.Add(c => c.Inspection, ImportFixtures.Inspection()).Add(c => c.FileBytes, 3 << 20));

        card.Markup.ShouldContain("Any table, 62% sure");
        card.Markup.ShouldContain("semicolon");
        card.Markup.ShouldContain("UTF-8");
        card.Markup.ShouldContain("3.0 MB");
        card.Find(".warnings").TextContent.ShouldContain("in EUR");
    }

    [Fact]
    public async Task CheckCard_Orders_AsksWhetherTheyMatchTheBackOffice()
    {
        await ChooseShopAsync();

        var card = Render<CheckCard>(parameters => parameters.Add(c => c.Summary, ImportFixtures.Summary()));

        card.Find(".question").TextContent.ShouldBe("1,234 orders, £98,765.43 between 3 May 2025 and 9 Jun 2025: does this match your back office?");
        card.FindAll("tbody tr").Select(row => row.Children[0].TextContent).ShouldBe(["This is not a number.", "There is no such day or time."]);
    }

    [Fact]
    public async Task ResultCard_Committed_SaysWhatBecameOfEveryRowAndOffersTheWayBack()
    {
        await ChooseShopAsync();
        var undone = 0;

        var card = Render<ResultCard>(parameters => parameters.Add(c => c.Batch, ImportFixtures.Batch(ImportBatchState.Committed)).Add(c => c.OnUndo, () => undone++));
        card.Find("button").Click();

        card.FindAll("td.ms-number").Select(cell => cell.TextContent).ShouldBe(["100", "90", "5", "2", "3"]);
        card.Find("a[download]").GetAttribute("href").ShouldBe("/api/imports/7/set-aside");
        undone.ShouldBe(1);
    }

    [Fact]
    public async Task ResultCard_Failed_SaysWhyInWords()
    {
        await ChooseShopAsync();
        var batch = ImportFixtures.Batch(ImportBatchState.Failed);
        batch.Error = "LineTooLong: 4 MB";

        var card = Render<ResultCard>(parameters => parameters.Add(c => c.Batch, batch));

        card.Find("[role=alert]").TextContent.ShouldBe("A line is longer than 4 MB. The file is damaged or not a table.");
    }

    private Task ChooseShopAsync() => Services.GetRequiredService<StudioState>().RefreshAsync(Xunit.TestContext.Current.CancellationToken);
}
