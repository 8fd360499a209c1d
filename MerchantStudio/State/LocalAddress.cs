namespace MerchantStudio.State;

/// <summary>Addresses to go back to come from the browser; only those within this site are followed.</summary>
public static class LocalAddress
{
    public static string OrHome(string? address) =>
        address is ['/', ..] && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl) ? address : "/";
}
