using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using MerchantStudio.Core.Storage.Identity;
using MerchantStudio.Core.Storage.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>The real program in a process of its own, with one shop that has the log of events and one person who may see it.</summary>
internal sealed partial class StudioServer : IAsyncDisposable
{
    private const string Password = "correct horse battery";
    private const string Email = "manager@example.com";

    private readonly Process _process;
    private readonly string _folder;

    private StudioServer(Process process, string folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>What the program has computed since its start, on all cores.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Null where the program has not been built.</summary>
    public static async Task<StudioServer?> StartAsync(string snapshot, CancellationToken cancellationToken)
    {
        if (Program() is not { } program)
        {
            return null;
        }
        var folder = Directory.CreateTempSubdirectory("page-load-").FullName;
        await PrepareAsync(Path.Combine(folder, "data"), snapshot, cancellationToken).ConfigureAwait(false);
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { program, "--data", Path.Combine(folder, "data"), "--urls", address.OriginalString, "--Logging:LogLevel:Default", "Error" })
        {
            start.ArgumentList.Add(argument);
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new StudioServer(process, folder, address);
        await server.AnswersAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }

    /// <summary>A client that has signed in.</summary>
    public async Task<HttpClient> SignInAsync(CancellationToken cancellationToken)
    {
        var client = Client();
        var html = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), cancellationToken).ConfigureAwait(false);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = WebUtility.HtmlDecode(TokenPattern().Matches(html).Last().Groups[1].Value),
            ["_handler"] = "sign-in",
            ["Form.Email"] = Email,
            ["Form.Password"] = Password,
        });
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.Found ? client : throw new InvalidOperationException($"Signing in was answered with {answer.StatusCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(3) };

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = Client();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (HttpRequestException) when (attempt < 600 && !_process.HasExited)
            {
                await Task.Delay(200, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task PrepareAsync(string dataFolder, string snapshot, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(StorageOptions.DataFolderKey, dataFolder)]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System)
            .AddStorage(configuration).AddPeople().BuildServiceProvider();
        await using (services.ConfigureAwait(false))
        {
            await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken).ConfigureAwait(false);
            var details = new ShopDetails { Name = "Events", Currency = "GBP", TimeZoneId = "Etc/UTC" };
            var shop = await services.GetRequiredService<ShopStore>().CreateAsync(details, "events", cancellationToken).ConfigureAwait(false);
            var user = await AddPersonAsync(services, cancellationToken).ConfigureAwait(false);
            await services.GetRequiredService<MembershipStore>().PutAsync(shop.Id, user, ShopRole.Merchant, cancellationToken).ConfigureAwait(false);
            var folder = Directory.CreateDirectory(Path.Combine(dataFolder, "snapshots", $"{shop.Id}")).FullName;
            File.Copy(snapshot, Path.Combine(folder, $"{shop.DataVersion}.snapshot"));
        }
        SqliteConnection.ClearAllPools();
    }

    private static async Task<int> AddPersonAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var context = await services.GetRequiredService<IDbContextFactory<MerchantDbContext>>().CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var user = new StudioUser
            {
                UserName = Email, Email = Email, SecurityStamp = Guid.NewGuid().ToString("N"), CreatedUtc = DateTime.UnixEpoch,
                NormalizedUserName = Email.ToUpperInvariant(), NormalizedEmail = Email.ToUpperInvariant(),
            };
            user.PasswordHash = new PasswordHasher<StudioUser>().HashPassword(user, Password);
            context.Add(user);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return user.Id;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The program lies in its own folder: beside the benchmarks its pages' files would be missing.
    private static string? Program()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, "MerchantStudio", "bin", "Release", "net10.0", "MerchantStudio.dll");
            if (File.Exists(program))
            {
                return program;
            }
        }
        return null;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();
}
