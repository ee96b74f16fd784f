using Hub.Core;

namespace Hub.Postal.Telling;

/// <summary>Why no range was got.</summary>
public enum RangeFault
{
    /// <summary>The operator's interface allots none.</summary>
    Unable,

    /// <summary>The operator says no, such as when it allots no more.</summary>
    Refused,

    LoginRefused,

    /// <summary>It cannot be asked now; nothing was allotted.</summary>
    Away,

    /// <summary>It was asked and its answer did not come: what it may have allotted the next fetch takes over.</summary>
    AnswerLost,

    /// <summary>It lists a range of a form that the hub does not know. Asked for more, it might allot one after the other that the hub could not take.</summary>
    ListUnreadable,
}

/// <summary>Why the hub gives out no number of a range that the operator allotted.</summary>
public enum RangeFlaw
{
    /// <summary>Some of its numbers are in another range of the hub, or its id is.</summary>
    Overlaps,

    /// <summary>Some of its numbers stand on orders that the hub did not make, and nobody says which.</summary>
    UsedElsewhere,

    /// <summary>Its form is not understood.</summary>
    Unreadable,
}

/// <summary>What a person reads of a fetch that brought nothing, and of a range that was left out; Vietnamese and English.</summary>
public static class RangeWords
{
    public static Bilingual Of(RangeFault fault) => fault switch
    {
        RangeFault.Unable => ("giao tiếp của đơn vị bưu chính không cấp dải mã", "its interface allots no ranges"),
        RangeFault.Refused => ("đơn vị bưu chính từ chối", "the operator refuses"),
        RangeFault.LoginRefused => ("đơn vị bưu chính từ chối tài khoản của trung tâm", "the operator refuses the centre's credentials"),
        RangeFault.Away => ("chưa nối được tới đơn vị bưu chính, chưa có gì được cấp", "the operator cannot be reached, nothing was allotted"),
        RangeFault.AnswerLost => ("không có trả lời; nếu dải đã được cấp, lần lấy sau sẽ nhận", "no answer came; if a range was allotted, the next fetch takes it over"),
        _ => ("danh sách của đơn vị bưu chính có dải mà trục tích hợp không hiểu, nên không xin thêm", "it lists a range that the hub does not understand, so no more was asked for"),
    };

    public static Bilingual Of(RangeFlaw flaw) => flaw switch
    {
        RangeFlaw.Overlaps => ("giao với một dải đã có trong trục tích hợp", "it overlaps a range of the hub"),
        RangeFlaw.UsedElsewhere => ("có mã đã dùng ngoài trục tích hợp, không rõ mã nào", "some of its numbers were used past the hub, nobody says which"),
        _ => ("không hiểu được cách viết của dải", "its form is not understood"),
    };
}
