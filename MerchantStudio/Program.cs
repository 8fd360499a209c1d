using MerchantStudio.Commands;
using MerchantStudio.Hosting;

if (CommandLine.IsVerb(args))
{
    return await CommandLine.RunAsync(args);
}

return await StudioHost.RunAsync(args);
