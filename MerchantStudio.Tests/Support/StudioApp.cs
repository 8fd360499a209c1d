using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Identity;
using MerchantStudio.Core.Storage.People;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MerchantStudio.Tests.Support;

/// <summary>
/// The real web application on a data folder of its own, with real SQLite. In process by default; on a real port when a
/// browser has to reach it.
/// </summary>
public sealed partial class StudioApp : WebApplicationFactory<MerchantStudio.Components.App>
{
    public const string Password = "correct horse battery";

    private readonly Dictionary<string, string?> _settings = [];
    private readonly Action<IServiceCollection>? _services;

    private StudioApp(Action<IServiceCollection>? services) => _services = services;

    public string DataFolder { get; } = Directory.CreateTempSubdirectory("studio-").FullName;

    /// <summary>An application that answers in process.</summary>
    /// <param name="services">Replaces services, such as the clock.</param>
    /// <param name="settings">Further settings, by full key.</param>
    public static StudioApp InProcess(Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var app = new StudioApp(services);
        foreach (var (key, value) in settings)
        {
            app._settings[key] = value;
        }
        return app;
    }

    /// <summary>An application that listens on a free port of this machine.</summary>
    public static StudioApp OnPort(params (string Key, string Value)[] settings)
    {
        var app = InProcess(null, settings);
        app.UseKestrel(0);
        app.StartServer();
        return app;
    }

    /// <summary>Makes a shop.</summary>
    public Task<Shop> CreateShopAsync(string name = "Corner Shop", string currency = "GBP", string timeZone = "Europe/London") =>
        Services.GetRequiredService<ShopStore>().CreateAsync(
            new ShopDetails { Name = name, Currency = currency, TimeZoneId = timeZone }, null, TestContext.Current.CancellationToken);

    /// <summary>Makes an account, with a role in each of the given shops; the name is all that tells it from others.</summary>
    public async Task<string> CreatePersonAsync(string name, params (Shop Shop, ShopRole Role)[] places)
    {
        await using var scope = Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StudioUser>>();
        var email = name + "@example.com";
        var user = new StudioUser { UserName = email, Email = email, CreatedUtc = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) };
        (await users.CreateAsync(user, Password)).Succeeded.ShouldBeTrue();
        foreach (var (shop, role) in places)
        {
            await Services.GetRequiredService<MembershipStore>().PutAsync(shop.Id, user.Id, role, TestContext.Current.CancellationToken);
        }
        return email;
    }

    /// <summary>A client with its own cookies that does not follow redirects.</summary>
    public HttpClient Stranger() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>A client that has signed in through the form.</summary>
    public async Task<HttpClient> SignedInAsync(string email)
    {
        var client = Stranger();
        var answer = await PostFormAsync(client, "/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", Password));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        return client;
    }

    /// <summary>Opens a page and sends one of its forms as a browser would, antiforgery token included.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string page, string form, params (string Key, string Value)[] fields)
    {
        var token = TestContext.Current.CancellationToken;
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative), token);
        var secret = AntiforgeryPattern().Matches(html).Last().Groups[1].Value;
        using var content = new FormUrlEncodedContent(fields
            .Append(("__RequestVerificationToken", WebUtility.HtmlDecode(secret))).Append(("_handler", form))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await client.PostAsync(new Uri(page, UriKind.Relative), content, token);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Production);
        foreach (var (key, value) in DefaultSettings().Concat(_settings))
        {
            builder.UseSetting(key, value);
        }
        if (_services is not null)
        {
            builder.ConfigureServices(_services);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        // The circuit of a window that has just closed may still be closing its database.
        for (var attempts = 20; Directory.Exists(DataFolder); attempts--)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            try
            {
                Directory.Delete(DataFolder, recursive: true);
            }
            catch (IOException) when (attempts > 0)
            {
                await Task.Delay(100);
            }
        }
    }

    private Dictionary<string, string?> DefaultSettings() => new()
    {
        ["MerchantStudio:DataFolder"] = DataFolder,
        // Tests sign in more often than people do; the limit has tests of its own.
        ["MerchantStudio:Hosting:SignInAttemptsPerMinute"] = 10_000.ToString(CultureInfo.InvariantCulture),
        ["Logging:LogLevel:Default"] = "Warning",
    };

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryPattern();
}
