namespace MerchantStudio.Hosting;

/// <summary>Where settings come from and which address is listened on.</summary>
internal static class StudioSettings
{
    public const string Section = "MerchantStudio";

    private static readonly Dictionary<string, string> s_switches = new() { ["--data"] = Section + ":DataFolder" };

    public static void AddStudioSettings(this WebApplicationBuilder builder, string[] args)
    {
        builder.Configuration.AddJsonFile("appsettings.Local.json", optional: true, reloadOnChange: false);
        builder.Configuration.AddCommandLine(args, s_switches);
        builder.WebHost.UseStaticWebAssets(); // also outside development: "dotnet run" serves the packages' files in place
        if (!ListensSomewhere(builder.Configuration))
        {
            // A shop's data is reachable from other machines only when its owner says so.
            builder.WebHost.UseUrls(HostingOptions.DefaultUrl);
        }
    }

    private static bool ListensSomewhere(ConfigurationManager configuration) =>
        configuration["urls"] is { Length: > 0 } || configuration["http_ports"] is { Length: > 0 }
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
