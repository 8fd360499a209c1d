using MerchantStudio.Commands;
using MerchantStudio.Hosting;

if (CommandLine.IsVerb(args))
{
    return await CommandLine.RunAsync(args);
}

await StudioHost.Create(args).RunAsync();
return 0;
