// What cannot be read as a date stays as it was typed, and the server says so: the calendar would put today there.
if (window.jQuery?.fn.datetimepicker?.defaults) {
  window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
}
