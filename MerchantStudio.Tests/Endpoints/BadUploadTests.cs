using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Core.Storage;
using MerchantStudio.Resources;
using MerchantStudio.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Tests.Endpoints;

/// <summary>
/// Bad files on the whole way that a person sends them: uploaded over HTTP into a shop that has data, received as the
/// page does, refused in words of both languages or taken but for the rows that say what is wrong with them.
/// </summary>
public sealed partial class BadUploadTests(BadUploadTests.FilledShop shop) : IClassFixture<BadUploadTests.FilledShop>
{
    private const string Header = "order_id,order_date,customer_id,product_id,quantity,unit_price\n";
    private const string Invoices = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,A,x,1,2011-01-01,1.00,1,UK\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string, string> Refused => new()
    {
        { "nothing.csv", [], "The file is empty.", "文件是空的。" },
        { "photo.csv", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0], "This is a picture, whatever its name says. Export the data as CSV.", "这其实是一张图片。请导出为 CSV。" },
        { "half.csv.gz", Gzip(500)[..^40], "The gzip file breaks off or is damaged. Download or export it again.", "gzip 文件不完整或已损坏，请重新下载或导出。" },
        { "header.csv", Encoding.UTF8.GetBytes(Header), "The file has a header and nothing below it.", "文件只有表头，没有数据。" },
    };

    public static TheoryData<string, string, string, string> SetAside => new()
    {
        { "6.9E+18,2025-01-02,c1,p1,1,2.50", "order_id", "RoundedId", "a number like 6.9E+18 has lost its last digits" },
        { "n1,2025-02-30,c1,p1,1,2.50", "order_date", "NonexistentDate", "2025-02-30 does not exist" },
        { "n2,2025-01-02,c1,p1,1,two fifty", "unit_price", "BadNumber", "Write digits only, such as 12.50." },
        { "n3,2025-01-02,c1,p1,twelve,2.50", "quantity", "BadNumber", "Write digits only, such as 12.50." },
        { "n4,2025-01-02,c1,\\xB2\\xE8,1,2.50", "product_id", "BadEncoding", "Save the whole file in one encoding, best UTF-8." },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task File_ThatCannotBeTaken_IsRefusedInWordsAndTheShopIsAsBefore(string name, byte[] bytes, string english, string chinese)
    {
        var before = await shop.StateAsync();

        var received = await shop.SendAsync(name, bytes);

        received.Batch.ShouldBeNull();
        shop.InWords("en", words => words.Problem(received.Inspection.Problem!)).ShouldBe(english);
        shop.InWords("zh-CN", words => words.Problem(received.Inspection.Problem!)).ShouldBe(chinese);
        (await shop.StateAsync()).ShouldBe(before);
    }

    [Theory, MemberData(nameof(SetAside))]
    public async Task Row_ThatIsWrong_IsSetAsideWithItsReasonAndTheOthersAreIn(string row, string column, string reason, string suggestion)
    {
        // Bytes that are no UTF-8 are written as \\xB2.
        var id = $"good-{StableHash.Of(row)}";
        var bytes = Encoding.Latin1.GetBytes(Header + BytePattern().Replace(row, hex => ((char)Convert.ToByte(hex.Groups[1].Value, 16)).ToString()) + $"\n{id},2025-01-03,c2,")
            .Concat(Encoding.UTF8.GetBytes("茶,1,3.00\n")).ToArray();
        var received = await shop.SendAsync("orders.csv", bytes);
        var batch = await shop.App.Services.GetRequiredService<ImportService>().CommitAsync(shop.Shop.Id, received.Batch!.Id, Token);

        (batch.RowsRead, batch.RowsInserted, batch.RowsSetAside).ShouldBe((2, 1, 1));
        foreach (var language in new[] { "en", "zh-CN" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/imports/{batch.Id}/set-aside?shop={shop.Shop.Slug}");
            request.Headers.AcceptLanguage.ParseAdd(language);
            var file = Encoding.UTF8.GetString(await (await shop.Client.SendAsync(request, Token)).Content.ReadAsByteArrayAsync(Token));

            // The byte order mark is what makes Excel read it as UTF-8.
            file.ShouldStartWith(language == "en" ? "\uFEFF#row,#column,#value,#reason,#suggestion,#mark,order_id," : "\uFEFF#行号,#列,#值,#原因,#处理建议,#mark,order_id,");
            file.Split('\n')[1].ShouldStartWith($"1,{column},");
            file.Split('\n')[1].ShouldContain($",{shop.InWords(language, words => words["Reason." + reason].Value)},");
            file.Split('\n')[1].ShouldContain(language == "en" ? suggestion : shop.InWords(language, words => words["ReasonFix." + reason].Value));
        }
    }

    [Fact]
    public async Task File_OfOneEndlessLine_IsRefusedInWordsAndTheShopIsAsBefore() => await File_ThatCannotBeTaken_IsRefusedInWordsAndTheShopIsAsBefore(
        "line.csv",
        [.. Encoding.UTF8.GetBytes(Header), .. Enumerable.Repeat((byte)'x', 20 << 20)],
        "A line is longer than 4 MB. The file is damaged or not a table.",
        "有一行超过 4 MB，文件已损坏或不是表格。");

    [Fact]
    public async Task File_WithTheSameHeaderTwice_IsTakenWithAWarningInWords()
    {
        var received = await shop.SendAsync("twice.csv", Encoding.UTF8.GetBytes("order_id,order_date,sku,price,price\n1,2025-01-01,a,1,2\n"));

        var warning = received.Inspection.Warnings.Single(one => one.Key == "DuplicateHeaders");
        shop.InWords("en", words => words.Warning(warning)).ShouldContain("price");
        shop.InWords("zh-CN", words => words.Warning(warning)).ShouldContain("price");
        received.Inspection.Plan!.Columns.ShouldBe(["order_id", "order_date", "sku", "price", "price (2)"]);
    }

    [Fact]
    public async Task File_OfAnotherKindThanAskedFor_IsRefusedWithWhatItIs()
    {
        var before = await shop.StateAsync();
        var inspection = (await shop.SendAsync("orders.csv", Encoding.UTF8.GetBytes(Invoices), new ImportRequest { Kind = ImportKind.Reviews })).Inspection;

        inspection.Problem.ShouldBe(new ImportProblem("OtherKind", "Orders"));
        shop.InWords("en", words => words.Problem(inspection.Problem!)).ShouldBe("This file holds something else: Orders.");
        shop.InWords("zh-CN", words => words.Problem(inspection.Problem!)).ShouldContain("订单");
        (await shop.StateAsync()).ShouldBe(before);
    }

    private static byte[] Gzip(int rows)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, rows).Select(row => $"{row},2025-01-01,c1,p1,1,2.50\n"))));
        }

        return packed.ToArray();
    }

    [GeneratedRegex(@"\\x([0-9A-F]{2})")]
    private static partial Regex BytePattern();

    /// <summary>A shop with an order in it, and its merchant.</summary>
    public sealed partial class FilledShop : IAsyncLifetime
    {
        public StudioApp App { get; } = StudioApp.InProcess();
        public Shop Shop { get; private set; } = null!;
        public HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Shop = await App.CreateShopAsync();
            Client = await App.SignedInAsync(await App.CreatePersonAsync("merchant", (Shop, ShopRole.Merchant)));
            var html = await Client.GetStringAsync(new Uri($"/account?shop={Shop.Slug}", UriKind.Relative), Token);
            Client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", WebUtility.HtmlDecode(AntiforgeryPattern().Match(html).Groups[1].Value));
            var first = await SendAsync("first.csv", Encoding.UTF8.GetBytes(Header + "1,2025-01-01,c1,p1,1,2.50\n"));
            _ = await App.Services.GetRequiredService<ImportService>().CommitAsync(Shop.Id, first.Batch!.Id, Token);
        }

        /// <summary>Sends a file as the browser does and receives it as the page does.</summary>
        public async Task<ReceivedFile> SendAsync(string name, byte[] bytes, ImportRequest? request = null)
        {
            var created = await Client.PostAsJsonAsync($"/api/uploads?shop={Shop.Slug}", new { fileName = name, length = bytes.LongLength }, Token);
            created.StatusCode.ShouldBe(HttpStatusCode.Created);
            var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString()!;
            using var piece = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{id}?shop={Shop.Slug}") { Content = new ByteArrayContent(bytes) };
            piece.Headers.Add("Upload-Offset", "0");
            (await Client.SendAsync(piece, Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            var completed = await Client.PostAsJsonAsync($"/api/uploads/{id}/complete?shop={Shop.Slug}", new { sha256 = Convert.ToHexString(SHA256.HashData(bytes)) }, Token);
            completed.StatusCode.ShouldBe(HttpStatusCode.OK);
            if (request is not null)
            {
                var upload = (await App.Services.GetRequiredService<UploadFolder>().FindAsync(Shop.Id, id, Token))!;
                return await App.Services.GetRequiredService<ImportService>().ReceiveAsync(upload, null, request, "merchant", Token);
            }

            await using var scope = App.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<FileIntake>().ReceiveAsync(Shop.Id, [id], "merchant", Token)).Single().Received;
        }

        /// <summary>How far the record and its batches are.</summary>
        public async Task<string> StateAsync()
        {
            await using var db = await App.Services.GetRequiredService<IDbContextFactory<MerchantDbContext>>().CreateDbContextAsync(Token);
            var version = await db.Shops.Where(one => one.Id == Shop.Id).Select(one => one.DataVersion).SingleAsync(Token);
            return $"version {version}, {await db.ImportBatches.CountAsync(Token)} batches, {await db.OrderLines.CountAsync(Token)} lines";
        }

        /// <summary>What the page writes in a language.</summary>
        internal string InWords(string language, Func<IStringLocalizer<Imports>, string> write)
        {
            var before = CultureInfo.CurrentUICulture;
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            try
            {
                return write(App.Services.GetRequiredService<IStringLocalizer<Imports>>());
            }
            finally
            {
                CultureInfo.CurrentUICulture = before;
            }
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await App.DisposeAsync();
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
        private static partial Regex AntiforgeryPattern();
    }
}
