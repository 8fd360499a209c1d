using System.Net;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Import;

/// <summary>A file's way through the pages of the real application, as their first bytes show it.</summary>
public sealed class ImportPagesTests
{
    [Fact]
    public async Task Pages_FromUploadToUndo_ShowTheFileAsItStands()
    {
        var token = TestContext.Current.CancellationToken;
        await using var app = StudioApp.InProcess();
        var shop = await app.CreateShopAsync();
        using var merchant = await app.SignedInAsync(await app.CreatePersonAsync("mia", (shop, ShopRole.Merchant)));
        var imports = app.Services.GetRequiredService<ImportService>();
        var upload = await app.Services.GetRequiredService<UploadFolder>()
            .CopyAsync(shop.Id, Path.Combine(AppContext.BaseDirectory, "TestData", "Csv", "invoice-lines.csv"), token);

        (await PageAsync(merchant, "/import")).ShouldContain("Drop your exports here");
        (await PageAsync(merchant, "/import/history")).ShouldContain("Nothing has been imported yet");

        var batch = (await imports.ReceiveAsync(upload, null, new ImportRequest(), "mia", token)).Batch!;
        var address = $"/import?batch={batch.Id}";
        (await PageAsync(merchant, address)).ShouldContain("Invoice lines, 100% sure");
        (await PageAsync(merchant, "/import")).ShouldContain("invoice-lines.csv");

        _ = await imports.CheckAsync(shop.Id, batch.Id, token);
        (await PageAsync(merchant, address)).ShouldContain("4 orders, £2.13 between 1 Mar 2011 and 4 Apr 2011: does this match your back office?");

        _ = await imports.CommitAsync(shop.Id, batch.Id, token);
        (await PageAsync(merchant, address)).ShouldContain("7 rows are in.");
        (await PageAsync(merchant, "/import/history")).ShouldContain("imported");
        (await PageAsync(merchant, "/import/quality")).ShouldContain("Prices below zero");

        _ = await imports.UndoAsync(shop.Id, batch.Id, "mia", token);
        (await PageAsync(merchant, address)).ShouldContain("The import was undone.");
        (await PageAsync(merchant, "/settings/audit")).ShouldContain("Imported a file");
        (await PageAsync(merchant, "/settings/audit")).ShouldContain("Undid an import");
    }

    private static async Task<string> PageAsync(HttpClient client, string address) =>
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken));
}
