using Hub.Payments.Messengers;
using Hub.Payments.Messengers.Platform;
using Hub.Payments.Settings;

namespace Hub.Functions.Payments;

/// <summary>The messengers whose secrets the settings have, by name. Another has no door.</summary>
internal sealed class PaymentMessengers
{
    private readonly Dictionary<string, IMessenger> _all = new(StringComparer.Ordinal);

    public PaymentMessengers(PaymentsOptions options, TimeProvider clock)
    {
        Add(options.Platform.Secret, secret => new PlatformMessenger(options.Platform.Partner, secret));
        Add(options.SePay.Secret.Length > 0 ? options.SePay.Secret : options.SePay.ApiKey, secret => options.SePay.Secret.Length > 0 ? SePayMessenger.BySignature(clock, secret) : SePayMessenger.ByKey(clock, secret));
        Add(options.Casso.ChecksumKey, secret => new CassoMessenger(clock, secret));
        Add(options.PayOs.ChecksumKey, secret => new PayOsMessenger(secret));
        Add(options.VietQr.Password, secret => VietQr = new VietQrVnMessenger(options.VietQr.Username, secret, clock));
        foreach (var (name, hmac) in options.Hmac)
        {
            Add(hmac.Secret, secret => new HmacMessenger(name, clock, secret));
        }
    }

    /// <summary>It gives tokens too; null where the settings have none.</summary>
    public VietQrVnMessenger? VietQr { get; private set; }

    public IMessenger? Find(string name) => _all.GetValueOrDefault(name);

    private void Add(string secret, Func<string, IMessenger> make)
    {
        if (!string.IsNullOrWhiteSpace(secret))
        {
            var messenger = make(secret);
            _all[messenger.Name] = messenger;
        }
    }
}
