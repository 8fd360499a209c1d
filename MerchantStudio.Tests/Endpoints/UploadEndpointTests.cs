using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Endpoints;

public sealed partial class UploadEndpointTests
{
    private static readonly byte[] s_file = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_InPieces_ArrivesWholeUnderItsHash()
    {
        await using var app = StudioApp.InProcess();
        var (client, shop) = await MerchantAsync(app);
        var id = await CreateAsync(client, shop, "C:\\secret\\..\\orders\u0007.csv", s_file.Length);
        (await SendAsync(client, shop, id, 0, s_file[..60_000])).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await OffsetAsync(client, shop, id)).ShouldBe(60_000);
        (await SendAsync(client, shop, id, 60_000, s_file[60_000..])).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await CompleteAsync(client, shop, id, SHA256.HashData(s_file))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var uploads = app.Services.GetRequiredService<UploadFolder>();
        var upload = (await uploads.FindAsync(shop.Id, id, Token))!;
        upload.FileName.ShouldBe("orders.csv");
        (await File.ReadAllBytesAsync(uploads.DataPath(upload), Token)).ShouldBe(s_file);
    }

    [Fact]
    public async Task Append_FromAWrongOffset_IsRefusedAndTellsTheRightOne()
    {
        await using var app = StudioApp.InProcess();
        var (client, shop) = await MerchantAsync(app);
        var id = await CreateAsync(client, shop, "f.csv", s_file.Length);
        await SendAsync(client, shop, id, 0, s_file[..10]);
        var answer = await SendAsync(client, shop, id, 20, s_file[20..]);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        answer.Headers.GetValues("Upload-Offset").ShouldBe(["10"]);
        (await CompleteAsync(client, shop, id, SHA256.HashData(s_file))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Append_OfMoreThanWasAnnounced_IsRefused()
    {
        await using var app = StudioApp.InProcess();
        var (client, shop) = await MerchantAsync(app);
        var id = await CreateAsync(client, shop, "f.csv", 10);
        (await SendAsync(client, shop, id, 0, s_file[..11])).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await OffsetAsync(client, shop, id)).ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public async Task Create_OfAFileThatIsTooLarge_IsRefused()
    {
        await using var app = StudioApp.InProcess(null, ("MerchantStudio:Upload:MaxUploadBytes", "1048576"));
        var (client, shop) = await MerchantAsync(app);
        var answer = await client.PostAsJsonAsync($"/api/uploads?shop={shop.Slug}", new { fileName = "f.csv", length = 1_048_577L }, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Complete_WithAnotherHash_IsRefused()
    {
        await using var app = StudioApp.InProcess();
        var (client, shop) = await MerchantAsync(app);
        var id = await CreateAsync(client, shop, "f.csv", s_file.Length);
        await SendAsync(client, shop, id, 0, s_file);
        (await CompleteAsync(client, shop, id, new byte[32])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Upload_OfAnotherShop_IsNotFoundAndAStrangersIsRefused()
    {
        await using var app = StudioApp.InProcess();
        var (client, shop) = await MerchantAsync(app);
        var id = await CreateAsync(client, shop, "f.csv", s_file.Length);
        var other = await app.CreateShopAsync("Other");
        var both = await WithTokenAsync(await app.SignedInAsync(await app.CreatePersonAsync("both", (other, ShopRole.Merchant))), other);
        (await SendAsync(both, other, id, 0, s_file)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(both, shop, id, 0, s_file)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var marketer = await WithTokenAsync(await app.SignedInAsync(await app.CreatePersonAsync("marketer", (shop, ShopRole.Marketer))), shop);
        (await SendAsync(marketer, shop, id, 0, s_file)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ((int)(await SendAsync(app.Stranger(), shop, id, 0, s_file)).StatusCode).ShouldBeInRange(300, 403);
        (await OffsetAsync(client, shop, id)).ShouldBe(0);
    }

    [Fact]
    public async Task Create_WithoutTheAntiforgeryToken_IsRefused()
    {
        await using var app = StudioApp.InProcess();
        var (client, shop) = await MerchantAsync(app);
        client.DefaultRequestHeaders.Remove("X-CSRF-TOKEN");
        var answer = await client.PostAsJsonAsync($"/api/uploads?shop={shop.Slug}", new { fileName = "f.csv", length = 1 }, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("..%2F..%2Fmerchant.db")]
    [InlineData("0123456789abcdef0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public async Task Find_OfAnIdThatWasNeverGiven_IsNotFound(string id)
    {
        await using var app = StudioApp.InProcess();
        var (client, shop) = await MerchantAsync(app);
        (await SendAsync(client, shop, id, 0, s_file)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<(HttpClient Client, Shop Shop)> MerchantAsync(StudioApp app)
    {
        var shop = await app.CreateShopAsync();
        var client = await app.SignedInAsync(await app.CreatePersonAsync("merchant", (shop, ShopRole.Merchant)));
        return (await WithTokenAsync(client, shop), shop);
    }

    private static async Task<HttpClient> WithTokenAsync(HttpClient client, Shop shop)
    {
        var html = await client.GetStringAsync(new Uri($"/account?shop={shop.Slug}", UriKind.Relative), Token);
        client.DefaultRequestHeaders.Add("X-CSRF-TOKEN", WebUtility.HtmlDecode(AntiforgeryPattern().Match(html).Groups[1].Value));
        return client;
    }

    private static async Task<string> CreateAsync(HttpClient client, Shop shop, string name, long length)
    {
        var answer = await client.PostAsJsonAsync($"/api/uploads?shop={shop.Slug}", new { fileName = name, length }, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString()!;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Shop shop, string id, long offset, byte[] piece)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{id}?shop={shop.Slug}") { Content = new ByteArrayContent(piece) };
        request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return await client.SendAsync(request, Token);
    }

    private static async Task<long> OffsetAsync(HttpClient client, Shop shop, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"/api/uploads/{id}?shop={shop.Slug}");
        var answer = await client.SendAsync(request, Token);
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<HttpResponseMessage> CompleteAsync(HttpClient client, Shop shop, string id, byte[] sha256) =>
        client.PostAsJsonAsync($"/api/uploads/{id}/complete?shop={shop.Slug}", new { sha256 = Convert.ToHexString(sha256) }, Token);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryPattern();
}
