using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage;
using MerchantStudio.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Commands;

/// <summary>
/// What every verb has around it: the program's services on the chosen data folder, logs on standard error, one JSON object
/// on standard output, and an exit code that is 0 only on success.
/// </summary>
internal static class VerbHost
{
    public const int Failed = 1;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Runs a verb's work and prints what it returns.</summary>
    /// <param name="dataFolder">The folder asked for; null for the one of the settings.</param>
    /// <param name="work">Gets the services and returns the object to print.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl+C.</param>
    public static async Task<int> RunAsync(
        string? dataFolder, Func<IServiceProvider, CancellationToken, Task<object>> work, CancellationToken cancellationToken)
    {
        try
        {
            using var host = Build(dataFolder);
            // All settings are looked at before the first is used, so that every bad one is told at once.
            host.Services.GetService<IStartupValidator>()?.Validate();
            await host.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(cancellationToken);
            var result = await work(host.Services, cancellationToken);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, s_json));
            return result is FolderWatchResult { Refused: > 0 } ? Failed : 0;
        }
        catch (Exception failure) when (SettingProblems.Of(failure) is { Count: > 0 } problems)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, problems));
            return Failed;
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or ArgumentException or InvalidOperationException or IOException or InvalidDataException or DbException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Failed;
        }
    }

    /// <summary>A result as it is printed.</summary>
    public static JsonNode ToNode(object result) => JsonSerializer.SerializeToNode(result, s_json)!;

    /// <summary>The shop with a short name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static async Task<Shop> ShopAsync(IServiceProvider services, string slug, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<MerchantDbContext>>().CreateDbContextAsync(cancellationToken);
        return await db.Shops.AsNoTracking().SingleOrDefaultAsync(shop => shop.Slug == slug, cancellationToken)
            ?? throw new ArgumentException($"There is no shop '{slug}'.", nameof(slug));
    }

    private static IHost Build(string? dataFolder)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = false });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        if (dataFolder is not null)
        {
            builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(StorageOptions.DataFolderKey, (string?)dataFolder)]);
        }
        builder.Services.AddStudioCore(builder.Configuration).AddCommandLine();
        return builder.Build();
    }
}
