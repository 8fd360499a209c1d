using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Demo;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import.Demo;

public sealed class DemoShopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demo").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_SameSeedTwice_GivesTheSameBytes()
    {
        var first = Write("first", new DemoOptions { Customers = 30, Seed = 7 });
        var again = Write("again", new DemoOptions { Customers = 30, Seed = 7 });
        var other = Write("other", new DemoOptions { Customers = 30, Seed = 8 });

        again.Select(file => File.ReadAllText(file.Path)).ShouldBe(first.Select(file => File.ReadAllText(file.Path)));
        File.ReadAllText(other[1].Path).ShouldNotBe(File.ReadAllText(first[1].Path));
    }

    [Fact]
    public async Task Write_Files_AreRecognisedAndReadByTheImport()
    {
        foreach (var file in Write("shop", new DemoOptions { Customers = 400 }))
        {
            var result = await new ImportProbe().ReadAsync(ImportSource.FromFile(file.Path));

            result.Inspection.Kind.ShouldBe(file.Kind, file.Path);
            ImportFields.Missing(result.Inspection.Plan!.Mapping).ShouldBeEmpty();
            result.ShouldAccountForEveryRow();
            ((double)result.SetAside.Count / result.Summary.RowsRead).ShouldBeLessThan(0.01);
        }
    }

    [Fact]
    public async Task Write_Orders_HaveReturningCustomersPostageReturnsGuestsAndDirt()
    {
        var file = Write("shop", new DemoOptions { Customers = 400 })[1];
        var result = await new ImportProbe().ReadAsync(ImportSource.FromFile(file.Path));
        var ordersByCustomer = result.Lines.Where(line => line.CustomerKey is not null).GroupBy(line => line.CustomerKey)
            .Select(customer => customer.Select(line => line.OrderKey).Distinct().Count()).ToList();

        ordersByCustomer.Count(orders => orders > 1).ShouldBeGreaterThan(200);
        result.Summary.Returns.ShouldBeGreaterThan(10);
        result.Summary.NotProductLines.ShouldBeGreaterThan(100);
        result.Summary.WithoutCustomer.ShouldBeGreaterThan(50);
        result.Summary.Repeated.ShouldBeGreaterThan(2);
        result.SetAside.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Write_Events_SellAsWellInTheLastWeeksAsBefore()
    {
        var options = new DemoOptions { Customers = 400 };
        var result = await new ImportProbe().ReadAsync(ImportSource.FromFile(Write("shop", options)[2].Path));
        var visits = result.Rows.Cast<EventRow>().GroupBy(row => row.SessionKey)
            .Select(visit => (Day: DateOnly.FromDateTime(visit.Min(row => row.OccurredUtc)), Bought: visit.Any(row => row.Name == "purchase"))).ToList();

        var last = visits.Where(visit => visit.Day > options.Until.AddDays(-14)).ToList();

        last.Count.ShouldBeGreaterThan(50);
        last.Average(visit => visit.Bought ? 1.0 : 0).ShouldBe(visits.Average(visit => visit.Bought ? 1.0 : 0), 0.12);
    }

    private IReadOnlyList<DemoFile> Write(string name, DemoOptions options) =>
        DemoShop.Write(Path.Combine(_folder, name), options, TestContext.Current.CancellationToken);
}
