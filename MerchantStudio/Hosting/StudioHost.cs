namespace MerchantStudio.Hosting;

/// <summary>Builds the web application; tests and <c>Program</c> start the same one.</summary>
internal static class StudioHost
{
    /// <summary>Runs until it is told to stop. Bad settings are listed on the console and stop the start.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await Create(args).RunAsync();
            return 0;
        }
        catch (Exception failure) when (SettingProblems.Of(failure) is { Count: > 0 } problems)
        {
            await Console.Error.WriteLineAsync("MerchantStudio did not start, because of its settings:");
            foreach (var problem in problems)
            {
                await Console.Error.WriteLineAsync("  " + problem);
            }
            return 1;
        }
    }

    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // The program may be started from any folder: settings and pages lie beside it.
            ContentRootPath = ContentRoot(),
        });
        builder.AddStudio(args);
        var app = builder.Build();
        app.UseStudio();
        return app;
    }

    private static string ContentRoot() =>
        File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "MerchantStudio.csproj")) || !Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"))
            ? Directory.GetCurrentDirectory()
            : AppContext.BaseDirectory;
}
