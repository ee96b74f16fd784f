using Hub.Sandbox.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

/// <summary>Frames without their size: two bytes of header, the channel, then descriptor and list as AMQP 1.0 writes them.</summary>
public sealed class FlowFrameTests
{
    [Theory]
    [InlineData("02000001 005313 c01507 7000000005 70ffffffff 43 7000001388", "02000001 005313 c01507 7000000005 703fffffff 43 7000001388")]
    [InlineData("02000001 005313 c01507 5205 7040000000 43 7000001388", "02000001 005313 c01507 5205 703f000000 43 7000001388")]
    [InlineData("02000001 005313 c01507 40 70ffffffff 43", "02000001 005313 c01507 40 703fffffff 43")]
    [InlineData("0300000100000000 005313 c01507 43 70ffffffff 43", "0300000100000000 005313 c01507 43 703fffffff 43")]
    [InlineData("02000001 005313 d00000001500000007 7000000005 70ffffffff 43", "02000001 005313 d00000001500000007 7000000005 703fffffff 43")]
    public void A_window_without_end_becomes_narrower(string frame, string narrowed) => Assert.Equal(Bytes(narrowed), Narrowed(frame));

    [Theory]
    [InlineData("02000001 005313 c01507 7000000005 7000001388 43 7000001388")]
    [InlineData("02000001 005313 c01507 70ffffffff 5264 43 7000001388")]
    [InlineData("02000001 005314 c01507 7000000005 70ffffffff 43")]
    [InlineData("02000001 005313 c01507 7000000005 70")]
    [InlineData("02000001 005313 c0")]
    [InlineData("02000001 005313")]
    [InlineData("02000001")]
    [InlineData("ff")]
    [InlineData("00000000 00")]
    [InlineData("")]
    public void Anything_else_stays_as_it_came(string frame) => Assert.Equal(Bytes(frame), Narrowed(frame));

    private static byte[] Narrowed(string frame)
    {
        var bytes = Bytes(frame);
        FlowFrame.Narrow(bytes);
        return bytes;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
