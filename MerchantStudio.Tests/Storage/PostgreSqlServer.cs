using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MerchantStudio.Tests.Storage;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace MerchantStudio.Tests.Storage;

/// <summary>
/// A real PostgreSQL server of this test run's own: started from the operating system's package on a free port of the
/// loopback address, in a temporary folder, when the first test asks for it; stopped and removed at the end.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private string? _folder;
    private int _port;

    public static string? BinaryFolder { get; } = FindBinaries();

    /// <summary>Connection string of a new, empty database; skips the test where PostgreSQL is not installed.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        Assert.SkipWhen(BinaryFolder is null, "PostgreSQL is not installed (looked for initdb under /usr/lib/postgresql and on the path).");
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_folder is null)
            {
                await StartAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }

        var name = "t" + Guid.NewGuid().ToString("N");
        var server = $"Host=127.0.0.1;Port={_port};Username=studio;Database=postgres;Pooling=false";
        await using var connection = new Npgsql.NpgsqlConnection(server);
        await connection.OpenAsync(cancellationToken);
        await using var command = new Npgsql.NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return $"Host=127.0.0.1;Port={_port};Username=studio;Database={name};Maximum Pool Size=8";
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            await RunAsync("pg_ctl", $"-D {_folder}/data -m immediate -w stop", CancellationToken.None);
            Directory.Delete(_folder, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("merchantstudio-pg").FullName;
        _port = FreePort();
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            using var chown = Process.Start("chown", ["postgres", folder]);
            await chown.WaitForExitAsync(cancellationToken);
        }

        await RunAsync("initdb", $"-D {folder}/data -U studio -A trust -E UTF8 --no-sync --locale=C", cancellationToken);
        await RunAsync(
            "pg_ctl",
            $"-D {folder}/data -w -l {folder}/log -o \"-p {_port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=64MB\" start",
            cancellationToken);
        _folder = folder;
    }

    private static async Task RunAsync(string program, string arguments, CancellationToken cancellationToken)
    {
        var command = $"{BinaryFolder}/{program} {arguments} >/dev/null";
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("su", ["postgres", "-s", "/bin/sh", "-c", command])
            : new ProcessStartInfo("/bin/sh", ["-c", command]);
        // Standard error goes where the test's goes: a redirected pipe would be held open by the server.
        start.WorkingDirectory = "/tmp";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}.");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian).Select(folder => Path.Combine(folder, "bin")) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return OperatingSystem.IsWindows() ? null : versions.Concat(path).LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }
}
