namespace MerchantStudio.Hosting;

/// <summary>Builds the web application; tests and <c>Program</c> start the same one.</summary>
internal static class StudioHost
{
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
