namespace Hub.Postal.Ranges;

/// <summary>What a person reads of a fetch that brought nothing, and of a range that was left out; Vietnamese and English.</summary>
public static class RangeWords
{
    public static (string Vi, string En) Of(RangeFault fault) => fault switch
    {
        RangeFault.Unable => ("giao tiếp của đơn vị bưu chính không cấp dải mã", "its interface allots no ranges"),
        RangeFault.Refused => ("đơn vị bưu chính từ chối", "the operator refuses"),
        RangeFault.LoginRefused => ("đơn vị bưu chính từ chối tài khoản của trung tâm", "the operator refuses the centre's credentials"),
        RangeFault.Away => ("chưa nối được tới đơn vị bưu chính, chưa có gì được cấp", "the operator cannot be reached, nothing was allotted"),
        RangeFault.AnswerLost => ("không có trả lời; nếu dải đã được cấp, lần lấy sau sẽ nhận", "no answer came; if a range was allotted, the next fetch takes it over"),
        _ => ("danh sách của đơn vị bưu chính có dải mà trục tích hợp không hiểu, nên không xin thêm", "it lists a range that the hub does not understand, so no more was asked for"),
    };

    public static (string Vi, string En) Of(RangeFlaw flaw) => flaw switch
    {
        RangeFlaw.Overlaps => ("giao với một dải đã có trong trục tích hợp", "it overlaps a range of the hub"),
        RangeFlaw.UsedElsewhere => ("có mã đã dùng ngoài trục tích hợp, không rõ mã nào", "some of its numbers were used past the hub, nobody says which"),
        _ => ("không hiểu được cách viết của dải", "its form is not understood"),
    };
}
