using System.Threading.Channels;
using Hub.Core.Outbox;
using Hub.Core.Transports;
using Hub.Tests;

namespace Hub.AcceptanceTests.Functions;

/// <summary>A broker of which the test holds both ends: what the relay sends stays until the test delivers it.</summary>
public sealed class NoticeBoard : ITransport
{
    private readonly Channel<Notice> _sent = Channel.CreateUnbounded<Notice>();

    public string Name => "board";

    public Task<IReadOnlyList<Notice>> SendAsync(string lane, IReadOnlyList<Notice> notices, CancellationToken ct)
    {
        foreach (var notice in notices)
        {
            _sent.Writer.TryWrite(notice);
        }

        return Task.FromResult<IReadOnlyList<Notice>>([]);
    }

    public async Task<Notice> NextAsync()
    {
        using var patience = new CancellationTokenSource(Hang.Limit);
        return await _sent.Reader.ReadAsync(patience.Token);
    }
}
