namespace Hub.Transports.ServiceBus;

/// <summary>Finds wrong settings before anything is sent. Each fault names the setting, its problem and the mend, in Vietnamese and English; the key is never shown.</summary>
public static class ServiceBusOptionsCheck
{
    /// <summary>Every fault with the full name of its setting, <c>ServiceBus:…</c>.</summary>
    public static IReadOnlyList<(string Setting, string Vietnamese, string English)> Check(ServiceBusOptions options)
    {
        var faults = new List<(string, string, string)>();
        Unless(
            options.Address is not null, "Namespace",
            "cần tên máy chủ như ten.servicebus.windows.net, hoặc địa chỉ https; http chỉ dùng cho máy này.",
            "must be a host such as name.servicebus.windows.net, or an https address; http only for this machine.");
        Unless(
            string.IsNullOrEmpty(options.KeyName) == string.IsNullOrEmpty(options.Key), "Key",
            "KeyName và Key phải đi cùng nhau; bỏ cả hai để dùng managed identity.", "goes with KeyName; leave both out for a managed identity.");
        Unless(
            string.IsNullOrEmpty(options.Key) || string.IsNullOrEmpty(options.ClientId), "ClientId",
            "chỉ dùng khi không có Key.", "is only for use without a Key.");
        Unless(options.KeyName is null or { Length: <= 256 }, "KeyName", "tối đa 256 ký tự.", "has at most 256 characters.");
        Unless(
            options.QueuePrefix.Length is > 0 and <= 100 && options.QueuePrefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'), "QueuePrefix",
            "chữ cái, chữ số, '-', '_', '.', tối đa 100 ký tự.", "must be letters, digits, '-', '_' and '.', at most 100.");
        Unless(options.MaxMessageBytes is >= 1024 and <= 100 * 1024 * 1024, "MaxMessageBytes", "từ 1 KiB đến 100 MiB.", "must be 1 KiB to 100 MiB.");
        Unless(options.MaxBatch is >= 1 and <= 100, "MaxBatch", "từ 1 đến 100.", "must be 1 to 100.");
        Unless(options.MaxAnswerBytes >= options.MaxMessageBytes, "MaxAnswerBytes", "không được nhỏ hơn MaxMessageBytes.", "must not be less than MaxMessageBytes.");
        Unless(options.MaxRetries is >= 0 and <= 20, "MaxRetries", "từ 0 đến 20.", "must be 0 to 20.");
        Unless(
            options.RetryDelay > TimeSpan.Zero && options.MaxRetryDelay >= options.RetryDelay && options.BusyDelay >= TimeSpan.Zero, "RetryDelay",
            "lớn hơn 0 và không quá MaxRetryDelay.", "must be above zero and not above MaxRetryDelay.");
        Unless(options.TryTimeout > TimeSpan.Zero, "TryTimeout", "lớn hơn 0.", "must be above zero.");
        Unless(
            options.PollTimeout >= TimeSpan.FromSeconds(1) && options.PollTimeout <= TimeSpan.FromMinutes(4), "PollTimeout",
            "từ 1 giây đến 4 phút.", "must be 1 second to 4 minutes.");
        Unless(options.LanePolls is >= 1 and <= 256, "LanePolls", "từ 1 đến 256.", "must be 1 to 256.");
        Unless(options.MaxLockRenewal >= TimeSpan.Zero, "MaxLockRenewal", "không được âm.", "must not be negative.");
        Unless(
            options.TokenMargin >= TimeSpan.Zero && options.TokenLife > options.TokenMargin, "TokenLife",
            "phải dài hơn TokenMargin.", "must be longer than TokenMargin.");
        return faults;

        void Unless(bool isRight, string setting, string vietnamese, string english)
        {
            if (!isRight)
            {
                faults.Add(("ServiceBus:" + setting, vietnamese, english));
            }
        }
    }

    /// <exception cref="ArgumentException">A setting is wrong; the message names every one that is.</exception>
    public static ServiceBusOptions Checked(ServiceBusOptions options)
    {
        var faults = Check(options);
        return faults.Count == 0
            ? options
            : throw new ArgumentException(string.Join("; ", faults.Select(fault => $"{fault.Setting}: {fault.Vietnamese} / {fault.English}")), nameof(options));
    }
}
