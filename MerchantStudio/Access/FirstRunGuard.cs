using System.Security.Cryptography;
using System.Text;
using MerchantStudio.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Access;

/// <summary>
/// Guards the very first account. Whoever can read the program's console gets a token; its hash lies in the data folder
/// until an owner exists, then it is gone.
/// </summary>
internal sealed class FirstRunGuard(IDbContextFactory<MerchantDbContext> contexts, DataFolder data)
{
    private const int TokenBytes = 16;

    private string HashFile => Path.Combine(data.Root, "first-run.sha256");

    /// <summary>True until the owner's account exists.</summary>
    public async Task<bool> IsOpenAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await context.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Makes a new token, which replaces any older one.</summary>
    public async Task<string> CreateTokenAsync(CancellationToken cancellationToken)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        await File.WriteAllTextAsync(HashFile, HashOf(token), cancellationToken);
        return token;
    }

    public async Task<bool> IsRightTokenAsync(string token, CancellationToken cancellationToken)
    {
        if (!File.Exists(HashFile))
        {
            return false;
        }
        var expected = await File.ReadAllTextAsync(HashFile, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(HashOf(token.Trim())));
    }

    /// <summary>Uses the token up; false when somebody else did just before.</summary>
    public bool TryClose()
    {
        try
        {
            // Renaming is the one step that only one of two can do.
            var used = HashFile + ".used";
            File.Move(HashFile, used, overwrite: true);
            File.Delete(used);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
