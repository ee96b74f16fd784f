using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Hub.Connectors;
using Xunit;

namespace Hub.UnitTests.Connectors;

/// <summary>How the parts of a partner's answer are read, whatever the partner.</summary>
public sealed class AnswerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sat, 21 Nov 2026 02:20:30 GMT", 300)]
    [InlineData("3600", 3600)]
    [InlineData("3601", 3600)]
    [InlineData("2147483647", 3600)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 3600)]
    public void Retry_after_is_honoured_for_an_hour_at_most(string header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Read(RetryConditionHeaderValue.Parse(header), Now));

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("Sat, 21 Nov 2026 02:15:30 GMT")]
    [InlineData("Sat, 21 Nov 2026 02:00:00 GMT")]
    public void Retry_after_that_is_absent_or_over_is_no_wish(string? header) =>
        Assert.Null(RetryAfter.Read(header is null ? null : RetryConditionHeaderValue.Parse(header), Now));

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.ProxyTunnelError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public void Request_may_be_sent_once_the_connection_stood(HttpRequestError error, bool mayBeSent) =>
        Assert.Equal(mayBeSent, TransportFaults.Read(new HttpRequestException(error, "x"), CancellationToken.None)?.MayBeSent);

    [Fact]
    public void Refused_connection_names_its_socket_error() => Assert.Equal(
        "not connected (ConnectionRefused)",
        TransportFaults.Read(
            new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.ConnectionRefused)), CancellationToken.None)?.What);

    [Fact]
    public void Connect_timeout_of_the_handler_means_nothing_was_sent() =>
        Assert.False(TransportFaults.Read(new TaskCanceledException("x", new TimeoutException()), CancellationToken.None)?.MayBeSent);

    [Fact]
    public void Bug_or_cancellation_is_no_fault_of_the_network()
    {
        Assert.Null(TransportFaults.Read(new InvalidOperationException(), CancellationToken.None));
        Assert.Null(TransportFaults.Read(new TaskCanceledException("x", new TimeoutException()), new CancellationToken(canceled: true)));
        Assert.Null(TransportFaults.Read(new OperationCanceledException(), CancellationToken.None));
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public async Task Body_is_read_whole_or_not_at_all(int length, bool isRead)
    {
        using var declared = new ByteArrayContent(new byte[length]);
        using var streamed = new StreamContent(new Unmeasured(length));

        Assert.Equal(isRead ? length : null, (await BoundedBody.ReadAsync(declared, 4096, CancellationToken.None))?.Length);
        Assert.Equal(isRead ? length : null, (await BoundedBody.ReadAsync(streamed, 4096, CancellationToken.None))?.Length);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(5000, 4096)]
    public async Task Start_of_a_body_is_read_as_far_as_it_may_be(int length, int read)
    {
        using var content = new StreamContent(new Unmeasured(length));

        Assert.Equal(read, (await BoundedBody.ReadStartAsync(content, 4096, CancellationToken.None)).Length);
    }

    [Fact]
    public async Task Start_of_a_torn_body_is_empty()
    {
        using var content = new StreamContent(new Unmeasured(10, isTorn: true));

        Assert.True((await BoundedBody.ReadStartAsync(content, 4096, CancellationToken.None)).IsEmpty);
    }

    [Theory]
    [InlineData("", null, "empty")]
    [InlineData(" \r\n", "text/html", "empty")]
    [InlineData("<!DOCTYPE html>", null, "html")]
    [InlineData("Bảo trì", "text/html", "html")]
    [InlineData("\uFEFF {\"a\":1}", "text/plain", "json")]
    [InlineData("\uFEFF {\"a\":1", "text/plain", "torn")]
    [InlineData("[", null, "torn")]
    [InlineData("[1,2] ", null, "json")]
    [InlineData("{\"a\":\"Bảo tr", null, "torn")]
    [InlineData("{\"a\":tru", null, "torn")]
    [InlineData("{\"a\":1,,", null, "json")]
    [InlineData("{}{", null, "json")]
    [InlineData("Bảo trì", "text/plain", "text")]
    public void Kind_of_a_foreign_body_is_told_by_its_first_characters(string body, string? mediaType, string kind) =>
        Assert.Equal(kind, BodyKind.Of(Encoding.UTF8.GetBytes(body), mediaType));

    /// <summary>A body whose length no header tells.</summary>
    private sealed class Unmeasured(int length, bool isTorn = false) : Stream
    {
        private int _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, _left);
            _left -= read;
            return read == 0 && isTorn ? throw new IOException("torn") : read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
