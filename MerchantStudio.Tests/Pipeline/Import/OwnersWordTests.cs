using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Pipeline.Import;

/// <summary>What only the owner can say: what is a product, what an empty cell means, that a shop is to go.</summary>
[Trait("Category", "Database")]
public sealed class OwnersWordTests(PostgreSqlServer server)
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    [Theory, StorageEngines]
    public async Task Say_ThatPostageIsAProduct_HoldsInTheNextSnapshotAndAfterTheNextFile(string engine)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var import = await ImportHarness.CreateAsync(engine, server);
        const string file = Header + "1,POST,POSTAGE,1,2011-03-01 10:00,2.50,7,UK\n1,P,Pen,1,2011-03-01 10:00,2.50,7,UK\n";
        await import.CommitAsync(file);
        var items = import.Storage.Services.GetRequiredService<SoldItems>();
        var postage = (await items.NotableAsync(import.Shop.Id, 10, cancellationToken)).Single();
        (postage.Key, postage.IsProduct).ShouldBe(("POST", false));

        (await items.SayAsync(import.Shop.Id, postage, isProduct: true, cancellationToken)).ShouldBeTrue();
        (await items.SayAsync(import.Shop.Id, postage, isProduct: true, cancellationToken)).ShouldBeFalse();
        (await IsProductAsync(import, "POST")).ShouldBeTrue();
        await import.CommitAsync(file.Replace("2.50", "2.60", StringComparison.Ordinal));
        (await IsProductAsync(import, "POST")).ShouldBeTrue();

        var said = (await items.FindAsync(import.Shop.Id, "POST", 10, cancellationToken)).Single();
        await items.SayAsync(import.Shop.Id, said, isProduct: false, cancellationToken);
        (await items.NotableAsync(import.Shop.Id, 10, cancellationToken)).Single().Word.ShouldBeNull();
        (await IsProductAsync(import, "POST")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false, 500L, 3.0)]
    [InlineData(true, null, null)]
    public async Task Commit_OfEmptyCells_ClearsOnlyWhenTheMerchantSaidSo(bool clears, long? price, double? stock)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        await import.CommitAsync("sku,title,price,stock,brand\nA,Pen,5.00,3,Acme\n");
        var batch = await import.ReceiveAsync("sku,title,price,stock\nA,Pen,,\n");
        var inspection = await import.Imports.InspectAsync(import.Shop.Id, batch.Id, cancellationToken);
        _ = await import.Imports.ReplanAsync(
            import.Shop.Id, batch.Id, new ImportRequest { Mapping = inspection.Plan!.Mapping with { EmptyClears = clears } }, cancellationToken);

        var done = await import.Imports.CommitAsync(import.Shop.Id, batch.Id, cancellationToken);

        done.RowsUpdated.ShouldBe(clears ? 1 : 0);
        await using var context = import.Storage.Contexts.CreateDbContext();
        var product = await context.Products.SingleAsync(cancellationToken);
        // The column that the second file does not have stays whatever was said.
        (product.PriceMinor, product.Stock, product.Brand).ShouldBe((price, stock, "Acme"));
        await import.Imports.UndoAsync(import.Shop.Id, batch.Id, "someone", cancellationToken);
        (await context.Products.AsNoTracking().SingleAsync(cancellationToken)).PriceMinor.ShouldBe(500);
    }

    [Fact]
    public async Task Commit_OfAnotherCurrencyAndUnknownStates_SaysSoAndHeedsTheAnswers()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var import = await ImportHarness.CreateAsync("sqlite", server);
        var batch = await import.ReceiveAsync("order id,date,customer,sku,quantity,price,currency,status\n1,2025-01-01,c1,A,1,5.00,GBP,lent out\n2,2025-01-02,c2,A,1,7.00,EUR,paid\n3,2025-01-03,c3,A,1,9.00,GBP,lent out\n");
        var report = ImportReport.Of(await import.Imports.CheckAsync(import.Shop.Id, batch.Id, cancellationToken))!.Summary;

        report.Currencies.ShouldBe([new CurrencyCount("GBP", 2, 0, 1400), new CurrencyCount("EUR", 0, 1, 0)]);
        report.UnknownStatuses.ShouldBe([new StatusCount("lent out", 2)]);
        report.SetAsideByReason.ShouldBe(new Dictionary<string, long> { ["OtherCurrency"] = 1 });

        var mapping = (await import.Imports.InspectAsync(import.Shop.Id, batch.Id, cancellationToken)).Plan!.Mapping;
        _ = await import.Imports.ReplanAsync(import.Shop.Id, batch.Id, new ImportRequest
        {
            Mapping = mapping with
            {
                OtherCurrencies = OtherCurrencyRule.KeepWithoutMoney,
                Statuses = new Dictionary<string, OrderStatus> { ["lent out"] = OrderStatus.Cancelled },
            },
        }, cancellationToken);
        var answered = ImportReport.Of(await import.Imports.CheckAsync(import.Shop.Id, batch.Id, cancellationToken))!.Summary;
        (answered.RowsSetAside, answered.UnknownStatuses.Count, answered.RevenueMinor).ShouldBe((0, 0, 0));
        answered.Currencies.Single(currency => currency.Currency == "EUR").RevenueMinor.ShouldBe(700);
        // The answers hold for the next file of this header.
        var next = await import.ReceiveAsync("order id,date,customer,sku,quantity,price,currency,status\n4,2025-01-04,c1,A,1,5.00,GBP,lent out\n");
        ImportReport.Of(await import.Imports.CheckAsync(import.Shop.Id, next.Id, cancellationToken))!.Summary.UnknownStatuses.ShouldBeEmpty();
    }

    [Theory, StorageEngines]
    public async Task Delete_OfAShop_LeavesNoRowOfItAndAllOfTheOthers(string engine)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var import = await ImportHarness.CreateAsync(engine, server);
        var other = await import.BesideAsync();
        const string file = Header + "1,P,Pen,1,2011-03-01 10:00,2.50,7,UK\n1,Q,Cup,1,2011-03-01 10:00,2.50,8,UK\n";
        await import.CommitAsync(file);
        await import.CommitAsync(file);
        await other.CommitAsync(file);
        var before = await other.Storage.DumpAsync(other.Shop);

        await new ShopStore(import.Storage.Contexts, TimeProvider.System).DeleteAsync(import.Shop.Id, cancellationToken);

        (await import.Storage.DumpAsync(import.Shop)).ShouldBeEmpty();
        await using var context = import.Storage.Contexts.CreateDbContext();
        (await context.OrderLines.CountAsync(cancellationToken)).ShouldBe(2);
        (await context.ImportBatches.CountAsync(batch => batch.ShopId == import.Shop.Id, cancellationToken)).ShouldBe(0);
        (await context.ImportClaims.CountAsync(cancellationToken)).ShouldBe(0);
        (await other.Storage.DumpAsync(other.Shop)).ShouldBe(before);
    }

    private static async Task<bool> IsProductAsync(ImportHarness import, string key)
    {
        using var snapshot = await import.OpenSnapshotAsync();
        return snapshot.Items.Flags[snapshot.Items.Find(key)].HasFlag(ItemFlags.Product);
    }
}
