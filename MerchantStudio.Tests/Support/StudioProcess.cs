using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Identity;
using MerchantStudio.Core.Storage.People;
using MerchantStudio.Tests.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Support;

/// <summary>The built program in a process of its own, on a data folder that outlives it: it can be killed and started again.</summary>
internal sealed class StudioProcess(string dataFolder) : IAsyncDisposable
{
    private const int Attempts = 600;

    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>An account with a role in a shop; signs in with <see cref="StudioApp.Password"/>.</summary>
    public static async Task<string> AddPersonAsync(TestStorage storage, int shopId, ShopRole role)
    {
        var token = TestContext.Current.CancellationToken;
        const string Email = "olive@example.com";
        var user = new StudioUser
        {
            UserName = Email, Email = Email, NormalizedUserName = Email.ToUpperInvariant(), NormalizedEmail = Email.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString("N"), CreatedUtc = DateTime.UnixEpoch,
        };
        user.PasswordHash = new PasswordHasher<StudioUser>().HashPassword(user, StudioApp.Password);
        await using var db = storage.Contexts.CreateDbContext();
        db.Add(user);
        await db.SaveChangesAsync(token);
        await storage.Services.GetRequiredService<MembershipStore>().PutAsync(shopId, user.Id, role, token);
        return Email;
    }

    /// <summary>Starts the program and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program(), "--data", dataFolder, "--urls", Address.OriginalString, "--Logging:LogLevel:Default", "Error"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (attempt < Attempts && !_process.HasExited)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Ends the program as a power cut would: it hears nothing of it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }
    }

    // The program lies in its own folder: beside the tests its pages' files would be missing.
    private static string Program()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        for (var folder = own; folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, "MerchantStudio", "bin", own.Parent!.Name, own.Name, "MerchantStudio.dll");
            if (File.Exists(program))
            {
                return program;
            }
        }

        Assert.Skip("The program has not been built.");
        return "";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
