using System.Security.Cryptography;
using System.Text;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>D's key pair, made when it is first needed and kept in <c>post-webhook.pem</c> of the data folder; and a stranger's, for forgeries.</summary>
internal sealed class WebhookKey(TwinJournal journal) : IDisposable
{
    private const int Bits = 2048;

    private readonly Lock _gate = new();
    private RSA? _own;
    private RSA? _stranger;

    public string PublicKeyPem => Own().ExportSubjectPublicKeyInfoPem();

    public string PublicKey => Convert.ToBase64String(Own().ExportSubjectPublicKeyInfo());

    /// <summary>Base64 of RSA-SHA256 (PKCS#1 v1.5) over the text in UTF-8.</summary>
    public string Sign(string text, bool asStranger = false)
    {
        lock (_gate)
        {
            var key = asStranger ? _stranger ??= RSA.Create(Bits) : Own();
            return Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }

    public void Dispose()
    {
        _own?.Dispose();
        _stranger?.Dispose();
    }

    private RSA Own()
    {
        lock (_gate)
        {
            return _own ??= journal.Folder is { } folder ? ReadOrMake(Path.Combine(folder, "post-webhook.pem")) : RSA.Create(Bits);
        }
    }

    private static RSA ReadOrMake(string file)
    {
        var key = RSA.Create(Bits);
        if (File.Exists(file))
        {
            key.ImportFromPem(File.ReadAllText(file));
        }
        else
        {
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        }

        return key;
    }
}
