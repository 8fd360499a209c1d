using MerchantStudio.Core.Storage;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Access;

/// <summary>Keeps the keys of cookies and of encrypted personal data with the data, so that a backup holds both.</summary>
internal sealed class KeysInDataFolder(DataFolder data, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) =>
        options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(data.Folder("keys")), loggers);
}
