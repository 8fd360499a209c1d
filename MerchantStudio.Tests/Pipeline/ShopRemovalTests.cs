using System.Globalization;
using System.Text;
using MerchantStudio.Core.Pipeline;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Core.Serving;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Pipeline.Import;
using MerchantStudio.Tests.Storage;
using MerchantStudio.Tests.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Pipeline;

[Trait("Category", "Database")]
public sealed class ShopRemovalTests(PostgreSqlServer server)
{
    private const string Orders = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
        + "1,P,Tea,1,2011-03-01 10:00,2.50,7,UK\n2,Q,Cup,1,2011-03-01 11:00,bad,7,UK\n";

    private const string Events = "event_time,event_type,user_id,session_id,product_id,price\n2025-01-06T00:00:00Z,view_item,c1,s1,p1,2.50\n";

    [Fact]
    public async Task Remove_AShop_TakesItsRecordAndFilesAndLeavesTheOthers()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var import = await ImportHarness.CreateAsync("sqlite", server, services => services
            .AddSingleton<IScheduleClock, TrainingHarness.FakeClock>().AddPeople().AddServing().AddTrainingRuns());
        var other = await import.BesideAsync();
        foreach (var shop in new[] { import, other })
        {
            await shop.CommitAsync(Orders);
            await shop.CommitAsync(Events);
            (await shop.OpenSnapshotAsync()).Dispose();
            // A file that arrived and waits.
            await shop.UploadAsync("later.csv", Encoding.UTF8.GetBytes(Orders));
        }

        var dump = await other.Storage.DumpAsync(other.Shop);
        var (mine, theirs) = (Files(import), Files(other));
        mine.Select(file => file.Split(Path.DirectorySeparatorChar)[0]).Distinct().Order().ShouldBe(["events", "set-aside", "snapshots", "uploads"]);

        var left = await import.Storage.Services.GetRequiredService<ShopRemoval>().RemoveAsync(import.Shop.Id, cancellationToken);

        left.ShouldBeEmpty();
        Files(import).ShouldBeEmpty();
        (await import.Storage.DumpAsync(import.Shop)).ShouldBeEmpty();
        await using var context = import.Storage.Contexts.CreateDbContext();
        (await context.Shops.CountAsync(shop => shop.Id == import.Shop.Id, cancellationToken)).ShouldBe(0);
        (await context.ImportBatches.CountAsync(batch => batch.ShopId == import.Shop.Id, cancellationToken)).ShouldBe(0);
        Files(other).ShouldBe(theirs);
        (await other.Storage.DumpAsync(other.Shop)).ShouldBe(dump);
    }

    private static List<string> Files(ImportHarness import)
    {
        var (root, name) = (import.Storage.Folder, import.Shop.Id.ToString(CultureInfo.InvariantCulture));
        return [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file))
            .Where(file => file.Split(Path.DirectorySeparatorChar) is { Length: > 2 } parts && parts[1] == name).Order(StringComparer.Ordinal)];
    }
}
